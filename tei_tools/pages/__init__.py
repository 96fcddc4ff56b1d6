"""Pages: what people look at. Every page stands alone: no request to anywhere but the desk's own server.

``view`` makes a TEI document a page to read, ``desk`` gives the files of the review desk's page; ``_render``
is TEI to HTML, ``_map`` and ``_timeline`` draw.
"""

from __future__ import annotations
