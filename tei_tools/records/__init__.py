"""Records: a TEI tree → a :class:`Record`: metadata, text, entities, mentions with offsets, dates, quotations, references."""
