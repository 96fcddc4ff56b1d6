"""The plain text of a TEI document and its offsets, by the rule in ``docs/text.md``."""
