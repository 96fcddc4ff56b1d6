"""``tei-tools completion``: the script that makes a shell complete our words."""

from __future__ import annotations

import click


@click.command(
    epilog="""\b
Example:
  tei-tools completion bash >> ~/.bashrc
"""
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script for SHELL; put it where that shell reads it at start."""
    from click.shell_completion import get_completion_class

    from tei_tools.cli.main import main

    completion = get_completion_class(shell)
    assert completion is not None
    click.echo(completion(main, {}, "tei-tools", "_TEI_TOOLS_COMPLETE").source())
