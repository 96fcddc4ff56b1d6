"""A session at the desk: whose it is, what it knows, served until it is stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tei_tools.errors import UsageError

if TYPE_CHECKING:
    from tei_tools.identity import Authority
    from tei_tools.resources import Resources
    from tei_tools.reviewing._desk import Desk


@contextmanager
def desk_of(folder: Path, reviewer: str | None, resources: Resources) -> Iterator[Desk]:
    """A desk without its pages, all of the folder read; what was decided is in the files at the end."""
    from tei_tools.reviewing._desk import Desk
    from tei_tools.reviewing._signing import reviewer_of

    if not folder.is_dir():
        raise UsageError("is no folder", file=str(folder), advice="give the folder of the TEI files")
    desk = Desk(folder, reviewer_of(reviewer or name_of_user()), cache=resources.cache_folder())
    try:
        for _ in desk.shelf.refresh():
            pass
        yield desk
    finally:
        desk.close()


def serve(
    folder: Path,
    *,
    reviewer: str | None,
    authority: Authority | None,
    reconcile: str | None,
    port: int,
    ready: Callable[[str], None],
    resources: Resources,
) -> None:
    """See :func:`tei_tools.api.review`."""
    from tei_tools.reviewing import _server
    from tei_tools.reviewing._answers import Answers
    from tei_tools.reviewing._desk import Desk
    from tei_tools.reviewing._reconciling import Service
    from tei_tools.reviewing._signing import reviewer_of

    if not folder.is_dir():
        raise UsageError("is no folder", file=str(folder), advice="give the folder of the TEI files")
    cache = resources.cache_folder()
    desk = Desk(folder, reviewer_of(reviewer or name_of_user()), cache=cache)
    service = Service(reconcile, cache) if reconcile else None
    answers = Answers(desk, authority=authority, gazetteer=resources.gazetteer, service=service)
    try:
        _server.serve(answers, port=port, ready=ready)
    finally:
        desk.close()


def name_of_user() -> str:
    """The name that git has for the user, else the system's; raises
    :class:`~tei_tools.errors.UsageError` where neither is known.
    """
    import getpass
    import shutil
    import subprocess

    git = shutil.which("git")
    if git:
        try:
            said = subprocess.run(
                [git, "config", "--get", "user.name"], capture_output=True, text=True, timeout=5, check=False
            ).stdout.strip()
        except (OSError, subprocess.SubprocessError):
            said = ""
        if said:
            return said
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise UsageError("who reviews is not known", advice="say it with --reviewer NAME") from None
