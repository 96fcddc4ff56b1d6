"""``python -m tei_tools``: the command line."""

from tei_tools.cli.main import run

if __name__ == "__main__":
    run()
