"""Grammar: a schema → what validation walks with."""
