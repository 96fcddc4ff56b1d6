"""``tei-tools``: finding the commands, and turning whatever happens into one line and an exit code."""

from __future__ import annotations

import importlib
import logging
import os
import pkgutil
import sys
from typing import Any

import click

from tei_tools.errors import TeiToolsError
from tei_tools.version import VERSION

INTERRUPTED = 130


class ReaderGone(Exception):  # noqa: N818 (no error)
    """A broken pipe, by a name that click does not take for itself."""


class Commands(click.Group):
    """The modules of this folder as commands, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        package = importlib.import_module("tei_tools.cli")
        names = (module.name for module in pkgutil.iter_modules(package.__path__))
        return sorted(name for name in names if not name.startswith("_") and name != "main")

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"tei_tools.cli.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise ReaderGone from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], self.list_commands(ctx), 1)
            if not near or "No such command" not in error.message:
                raise
            said = f"{error.message.rstrip('.')}: did you mean '{near[0]}'?"
            raise click.UsageError(said, ctx) from None


EXAMPLES = """\b
Examples:
  tei-tools encode article.txt -o article.xml
  tei-tools validate article.xml
  tei-tools convert article.xml --to jsonld,csv -o out
"""


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXAMPLES,
)
@click.version_option(VERSION, "-V", "--version", prog_name="tei-tools")
def main() -> None:
    """Make articles TEI P5, validate any TEI, convert any TEI to JSON-LD, CSV and more."""


def run() -> None:
    """Run the command line of this process, and end the process with its exit code."""
    sys.exit(outcome(sys.argv[1:]))


def outcome(words: list[str]) -> int:
    """The exit code of these words; a fault is one line on standard error, never a traceback."""
    logging.basicConfig(format="%(message)s", level=logging.WARNING, stream=sys.stderr)
    try:
        code = main.main(words, prog_name="tei-tools", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; nothing half-written was left", err=True)
        return INTERRUPTED
    except TeiToolsError as error:
        click.echo(f"error: {error}", err=True)
        return error.exit_code
    except (BrokenPipeError, ReaderGone):
        # The reader of our output has gone (head, less): there is nobody to tell, and nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
        return 0
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"error: {place}{error.strerror or error}", err=True)
        return 4
    except MemoryError:
        click.echo("error: there is not enough memory for this; give a smaller file", err=True)
        return 3
    except Exception as error:
        from tei_tools.cli._outputs import told

        return told(error, None)
    return code if isinstance(code, int) else 0
