"""Encoding: text + tags + identities → a TEI tree (``teiHeader``, ``standOff``, ``text``)."""
