"""The command line: words → one call of :mod:`tei_tools.api`, and its outcome shown.

A command is one module of this folder that defines ``command``, a :class:`click.Command`; it is found by
standing here. Results go to standard output, all else to standard error; the exit codes are those of
:mod:`tei_tools.errors`.
"""
