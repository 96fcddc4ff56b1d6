"""Reconciliation: a real service run here, one that answers badly, none at all."""

from __future__ import annotations

import http.server
import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tei_tools.errors import UsageError
from tei_tools.reviewing._reconciling import Service

GOETHE = "https://d-nb.info/gnd/118540238"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """csv-reconcile with two persons."""
    if importlib.util.find_spec("csv_reconcile") is None:
        pytest.skip("csv-reconcile is not installed")
    folder = tmp_path_factory.mktemp("service")
    (folder / "persons.tsv").write_text(
        f"id\tname\n{GOETHE}\tGoethe, Johann Wolfgang von\n"
        "https://d-nb.info/gnd/118607626\tSchiller, Friedrich\n",
        encoding="utf-8",
    )
    program = shutil.which("csv-reconcile", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    assert program is not None
    quiet: dict[str, Any] = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([program, "init", "persons.tsv", "id", "name"], check=True, **quiet)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = f"from csv_reconcile import create_app; create_app().run(port={port})"
    process = subprocess.Popen([sys.executable, "-c", code], **quiet)
    address = f"http://127.0.0.1:{port}/reconcile"
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(address, timeout=2).read()
                break
            except OSError:
                if process.poll() is not None:
                    pytest.skip("csv-reconcile does not start here")
                time.sleep(0.1)
        yield address
    finally:
        process.kill()
        process.wait()


def test_a_real_service_is_asked_and_its_answer_kept(real: str, tmp_path: Path) -> None:
    found = Service(real, tmp_path).candidates("Goethe, Johann")
    assert (found[0].ref, found[0].name) == (GOETHE, "Goethe, Johann Wolfgang von")
    kept = Service(real, tmp_path)
    kept._asked = None  # type: ignore[assignment,method-assign]  # it would fail if it were asked again
    assert kept.candidates("Goethe, Johann") == found
    assert Service(real).candidates("nobody of this name at all") == []


def test_a_service_that_is_not_there_is_told_in_a_line() -> None:
    with pytest.raises(UsageError, match="does not answer"):
        Service("http://127.0.0.1:1/reconcile").candidates("Goethe")
    with pytest.raises(UsageError, match="no address"):
        Service("file:///etc/passwd")


class Odd(http.server.BaseHTTPRequestHandler):
    """Answers what the test says."""

    answers: dict[str, Any] = {}  # noqa: RUF012

    def do_POST(self) -> None:
        self.send(self.answers["POST"])

    def do_GET(self) -> None:
        self.send(self.answers["GET"])

    def send(self, what: Any) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(what if isinstance(what, bytes) else json.dumps(what).encode())

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def odd() -> Iterator[str]:
    server = http.server.HTTPServer(("127.0.0.1", 0), Odd)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.mark.parametrize("answer", [b"no json", [], {}, {"q0": {}}, {"q0": {"result": "x"}}])
def test_what_is_no_answer_is_told(odd: str, answer: Any) -> None:
    Odd.answers = {"POST": answer, "GET": {}}
    with pytest.raises(UsageError):
        Service(odd).candidates("x")


def test_identifiers_become_addresses_as_the_service_says(odd: str) -> None:
    human = {"id": "Q5879", "name": "Goethe", "type": [{"id": "Q5", "name": "human"}], "score": 9}
    result = {"q0": {"result": [human, 7]}}
    Odd.answers = {"POST": result, "GET": {"view": {"url": "https://www.wikidata.org/entity/{{id}}"}}}
    (found,) = Service(odd).candidates("Goethe")
    assert found.ref == "https://www.wikidata.org/entity/Q5879"
    assert "human" in found.note
    Odd.answers = {"POST": result, "GET": {"identifierSpace": "https://example.org/"}}
    assert Service(odd).candidates("Goethe")[0].ref == "https://example.org/Q5879"
