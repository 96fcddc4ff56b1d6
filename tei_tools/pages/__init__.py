"""Pages: what people look at. Every page stands alone: no request to anywhere but the desk's own server.

``desk`` gives the files of the review desk's page.
"""

from __future__ import annotations
