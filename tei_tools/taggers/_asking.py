"""Asking another program, over HTTP or by its command: with a time and a size that it cannot overstep."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Mapping, Sequence
from typing import Any

from tei_tools.errors import UsageError

__all__ = ["number", "post", "run"]

TIMEOUT = 60.0
LARGEST = 1_000_000
_PIECE = 65_536


def number(options: Mapping[str, Any], name: str, otherwise: float, tagger: str) -> float:
    """A positive number of the settings; :class:`UsageError` where it is none."""
    said = options.get(name, otherwise)
    try:
        found = float(said)
    except (TypeError, ValueError):
        found = -1.0
    if isinstance(said, bool) or not 0 < found < 1e9:
        raise UsageError(f"{tagger}.{name} = {said!r} is no positive number")
    return found


def post(
    address: str,
    body: bytes,
    *,
    headers: Mapping[str, str],
    timeout: float = TIMEOUT,
    largest: int = LARGEST,
) -> bytes:
    """What a server answers. Raises :class:`UsageError` where there is none, where it takes longer than
    ``timeout`` seconds in all, or says more than ``largest`` bytes.
    """
    # Not at the top: every encoding looks at every tagger, and few ask a server.
    import urllib.error
    import urllib.parse
    import urllib.request

    if urllib.parse.urlsplit(address).scheme not in ("http", "https"):
        raise UsageError(f"{address!r} is no address of a server", advice="give http://… or https://…")
    until = time.monotonic() + timeout
    request = urllib.request.Request(address, body, dict(headers), method="POST")
    pieces: list[bytes] = []
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            left = largest + 1
            while left > 0 and (piece := answer.read1(min(left, _PIECE))):
                pieces.append(piece)
                left -= len(piece)
                if time.monotonic() > until:
                    raise TimeoutError
    except urllib.error.HTTPError as fault:
        raise UsageError(f"{address} answers {fault.code} {fault.reason}") from None
    except (TimeoutError, OSError, ValueError) as fault:
        late = time.monotonic() >= until or isinstance(getattr(fault, "reason", fault), TimeoutError)
        what = f"does not answer within {timeout:g} s" if late else f"cannot be asked: {_told(fault)}"
        raise UsageError(f"{address} {what}") from None
    if left <= 0:
        raise UsageError(f"{address} answers with more than {largest:,} bytes")
    return b"".join(pieces)


def run(command: Sequence[str], given: bytes, *, timeout: float = TIMEOUT, largest: int = LARGEST) -> bytes:
    """What a command says on standard output, given words on standard input. Raises :class:`UsageError`
    where it cannot be started, fails, takes too long, or says too much; it is ended then, with its children.
    """
    import subprocess
    import threading

    name = command[0]
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as fault:
        raise UsageError(f"{name} cannot be started: {fault.strerror}") from None
    late = threading.Event()

    def end() -> None:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            process.kill()

    def too_late() -> None:
        late.set()
        end()

    def tell() -> None:
        assert process.stdin is not None
        with contextlib.suppress(OSError):  # it wants no more
            process.stdin.write(given)
            process.stdin.close()

    clock = threading.Timer(timeout, too_late)
    teller = threading.Thread(target=tell, daemon=True)
    clock.start()
    teller.start()
    try:
        assert process.stdout is not None
        said = process.stdout.read(largest + 1)
        if len(said) > largest:
            raise UsageError(f"{name} says more than {largest:,} bytes")
        code = process.wait()
    finally:
        clock.cancel()
        end()
        process.wait()
        for stream in (process.stdout, process.stdin):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
    if late.is_set():
        raise UsageError(f"{name} does not end within {timeout:g} s")
    if code:
        raise UsageError(f"{name} ends with exit code {code}")
    return said


def _told(fault: BaseException) -> str:
    reason = getattr(fault, "reason", fault)
    return " ".join(str(getattr(reason, "strerror", None) or reason).split())[:120] or type(fault).__name__
