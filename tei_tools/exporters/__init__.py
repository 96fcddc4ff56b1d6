"""Exporters: :class:`~tei_tools.records.Record` values → the files of one format.

A module of this room writes one format. It says ::

    DESCRIPTION: str                     # one line for --help
    def export(records: Iterable[Record], folder: OutputFolder, options: Options) -> None

and is found by standing in this folder (or by an entry point ``tei_tools.exporters``). ``folder.open(name)``
gives a binary file that appears under its name only when the whole export went well. It reads records alone, never
the TEI again and never a tagger's memory. To add one: the module, its schema in ``schemas/``, its tests with an
independent reader in ``tests/exporters/``, and its row in ``docs/convert.md``.
"""
