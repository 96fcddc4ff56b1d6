"""Inputs: what a command is pointed at → one iterator of :class:`Input` (name, opener, size)."""
