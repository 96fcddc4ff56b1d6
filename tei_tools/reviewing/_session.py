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

    where = folder_of(folder)
    desk = Desk(where, reviewer_of(reviewer or name_of_user()), cache=resources.cache_folder())
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

    where = folder_of(folder)
    cache = resources.cache_folder()
    desk = Desk(where, reviewer_of(reviewer or name_of_user()), cache=cache)
    service = Service(reconcile, cache) if reconcile else None
    answers = Answers(desk, authority=authority, gazetteer=resources.gazetteer, service=service)
    try:
        _server.serve(answers, port=port, ready=ready)
    finally:
        desk.close()


def folder_of(place: Path) -> Path:
    """The folder of the TEI files: the place itself, or, where it is the ledger of a run or the folder of
    its outputs, the TEI that the run made.
    """
    if place.is_file() and place.suffix in (".sqlite", ".db", ".ledger"):
        place = place.parent
    if not place.is_dir():
        raise UsageError("is no folder", file=str(place), advice="give the folder of the TEI files")
    made = place / "tei"
    return made if made.is_dir() and any(place.glob("*ledger*")) else place


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
