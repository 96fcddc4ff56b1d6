"""The program's version: the one place that writes it, and the one that comparisons leave out.

``VERSION`` has TEI's versionNumber form (digits and points), because it stands in
``application/@version`` (TEI Guidelines, 2.3.11 The Application Information Element).
"""

from __future__ import annotations

VERSION = "0.1.0"
