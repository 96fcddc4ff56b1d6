"""The desk as a web application on this machine alone.

What is asked is answered only on the loopback address, under a path that holds a random token, for a page
that this server gave: another host name (DNS rebinding), another origin, a form of another page are refused.
Nothing is taken but JSON; no file is given but the page's own.
"""

from __future__ import annotations

import json
import logging
import secrets
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tei_tools.errors import MissingExtraError, TeiToolsError

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

    from tei_tools.reviewing._answers import Answers

HOST = "127.0.0.1"
_LARGEST_BODY = 5_000_000
# Decisions are in the file so long after the last one; each is in the log at once.
_PAUSE = 0.4
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Background:
    """What goes on beside the questions: the list of the folder, and the files that follow the logs."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._threads = [
            threading.Thread(target=self._list, name="desk-list", daemon=True),
            threading.Thread(target=self._write, name="desk-write", daemon=True),
            threading.Thread(target=self._prepare, name="desk-prepare", daemon=True),
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Something was decided."""
        self._wake.set()

    def stop(self) -> None:
        """End, and put everything into the files."""
        self._stop.set()
        self._wake.set()
        for thread in self._threads:
            thread.join(timeout=30)
        self.answers.desk.flush()

    def _list(self) -> None:
        for _path, _fault in self.answers.desk.shelf.refresh():
            if self._stop.is_set():
                return
        self.answers.indexing = False

    def _write(self) -> None:
        while not self._stop.is_set():
            self._wake.wait()
            self._wake.clear()
            while self._wake.wait(_PAUSE) and not self._stop.is_set():
                self._wake.clear()
            with suppress(TeiToolsError):
                self.answers.desk.flush()

    def _prepare(self) -> None:
        """Be ready for the document that is looked at."""
        ready = ""
        while not self._stop.wait(0.1):
            if self.answers.asked_for != ready:
                ready = self.answers.asked_for
                self.answers.desk.prepare(ready)


def application(answers: Answers, token: str, port: int) -> tuple[Starlette, Background]:
    """The application, and what runs beside it while it is served."""
    try:
        from starlette.applications import Starlette
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import JSONResponse, Response
        from starlette.routing import Route
    except ImportError:
        raise MissingExtraError("the review desk", "review") from None
    from tei_tools.pages import desk as page

    background = Background(answers)
    hosts = {f"{HOST}:{port}", f"localhost:{port}"}
    origins = {f"http://{host}" for host in hosts}

    def refused(request: Request) -> str | None:
        if request.headers.get("host") not in hosts:
            return "this address is not the desk's"
        if not secrets.compare_digest(request.path_params["token"].encode(), token.encode()):
            return "the address lacks the token; open the one that the program printed"
        origin = request.headers.get("origin")
        if origin is not None and origin not in origins:
            return "another page may not ask the desk"
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return "another page may not ask the desk"
        return None

    def answer(value: Any, status: int = 200) -> Response:
        content = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
        with suppress(UnicodeDecodeError):
            content.decode("utf-8")
            return Response(content, status, _HEADERS, "application/json")
        return JSONResponse(value, status, _HEADERS)

    def fault(what: str, status: int) -> Response:
        return answer({"fault": what}, status)

    async def show(request: Request) -> Response:
        if why := refused(request):
            return fault(why, 403)
        name = request.path_params.get("name", "")
        found = page.asset(name or "index.html")
        if found is None:
            return fault("there is no such page", 404)
        content, kind = found
        return Response(content, 200, _HEADERS, kind)

    async def ask(request: Request) -> Response:
        if why := refused(request):
            return fault(why, 403)
        name = request.path_params["question"]
        asked: Any
        if request.method == "GET":
            question, asked = answers.reading.get(name), dict(request.query_params)
        else:
            question = answers.changing.get(name)
            if request.headers.get("content-type", "").partition(";")[0] != "application/json":
                return fault("only JSON is taken", 415)
            body = b""
            async for piece in request.stream():
                body += piece
                if len(body) > _LARGEST_BODY:
                    return fault("is too large", 413)
            try:
                asked = json.loads(body)
            except ValueError:
                return fault("is no JSON", 400)
        if question is None or not isinstance(asked, dict):
            return fault("there is no such question", 404)
        try:
            value = await run_in_threadpool(question, asked)
        except TeiToolsError as why_not:
            return fault(str(why_not), 400)
        except OSError as why_not:
            return fault(f"{why_not.strerror or why_not}", 500)
        if request.method == "POST":
            background.wake()
        return answer(value)

    routes = [
        Route("/{token}/", show),
        Route("/{token}/{name}", show),
        Route("/{token}/api/{question}", ask, methods=["GET", "POST"]),
    ]
    return Starlette(routes=routes), background


def serve(answers: Answers, *, port: int = 0, token: str | None = None, ready: Any = None) -> None:
    """Serve the desk until it is stopped (Ctrl-C); ``ready`` is called with its address.

    Raises :class:`~tei_tools.errors.MissingExtraError` without the extra ``review``,
    :class:`~tei_tools.errors.UsageError` where the port is taken.
    """
    import socket

    from tei_tools.errors import UsageError

    try:
        import uvicorn
    except ImportError:
        raise MissingExtraError("the review desk", "review") from None
    token = token or secrets.token_urlsafe(24)
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(64)
    except OSError as why:
        raise UsageError(
            f"port {port} can't be used: {why.strerror}", advice="choose another --port"
        ) from None
    port = listener.getsockname()[1]
    app, background = application(answers, token, port)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off")
    server = uvicorn.Server(config)
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    background.start()
    try:
        if ready is not None:
            ready(f"http://{HOST}:{port}/{token}/")
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])
    finally:
        background.stop()
        listener.close()
