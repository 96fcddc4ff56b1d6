"""The engine dask, on a real scheduler with two worker processes: the same files as on this machine."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tei_tools.cli.main import outcome

pytest.importorskip("distributed")

NOT_COMPARED = ("ledger.sqlite", ".ledger.lock", "summary.json")
FORMATS = ("--encode", "--validate", "--to", "jsonld,csv", "--register", "--report")


class Cluster:
    """A scheduler and two workers of one thread each, without nannies: who is killed stays dead."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workers: list[subprocess.Popen[bytes]] = []
        file = folder / "scheduler.json"
        words = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)]
        self.scheduler = self._start("scheduler", *words)
        _until(file.exists)
        self.file = str(file)
        for _ in range(2):
            self.add()
        import distributed

        connect: Any = distributed.Client
        with connect(scheduler_file=self.file, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=30)
            self.address = str(client.scheduler.address)

    def add(self) -> None:
        words = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
        own = ["--local-directory", str(self.folder / f"w{len(self.workers)}"), "--scheduler-file", self.file]
        self.workers.append(self._start("worker", *words, *own))

    def _start(self, what: str, *words: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{what}.log").open("ab")
        return subprocess.Popen(
            [sys.executable, "-m", "dask", what, *words], stdout=log, stderr=log, cwd=self.folder
        )

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


def _until(is_so: Any, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it does not come"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    yield made
    made.end()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def letters(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        path = folder / f"l{number:03}.txt"
        path.write_text(f"Letter {number}\n\nMrs Jane Doe went to Paris on {1 + number % 28} May 1921.\n" * 3)
        old = path.stat().st_mtime_ns - 10**10
        os.utime(path, ns=(old, old))


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(NOT_COMPARED)
    }


def rows(query: str, output: str) -> list[Any]:
    db = sqlite3.connect(Path(output) / "ledger.sqlite")
    try:
        return db.execute(query).fetchall()
    finally:
        db.close()


def run(cluster: Cluster, *words: str) -> int:
    return outcome(["run", *words, "--engine", "dask", "--scheduler", cluster.address])


def test_a_worker_that_is_killed_in_the_middle_leaves_no_trace(here: Path, cluster: Cluster) -> None:
    letters(here / "letters", 60)
    (here / "letters" / "bad.txt").write_bytes(b"")
    assert outcome(["run", "letters", *FORMATS, "-o", "local", "--jobs", "2"]) == 3
    words = ["run", "letters", *FORMATS, "-o", "out", "--engine", "dask", "--scheduler", cluster.address]
    process = subprocess.Popen([sys.executable, "-m", "tei_tools", *words, "-q"])
    ledger = here / "out" / "ledger.sqlite"
    _until(lambda: ledger.exists() and _count("out") > 0)
    assert process.poll() is None
    cluster.workers[0].send_signal(signal.SIGKILL)
    assert process.wait(60) == 3
    cluster.add()
    assert rows("SELECT count(*) FROM inputs WHERE state='done'", "out") == [(60,)]
    assert rows("SELECT name, attempts FROM inputs WHERE attempts != 1", "out") == []
    assert files(here / "out") == files(here / "local")
    assert run(cluster, "letters", *FORMATS, "-o", "out", "-q") == 3
    assert rows("SELECT count(*) FROM steps WHERE run=2", "out") == [(0,)]


def _count(output: str) -> int:
    try:
        (found,) = rows("SELECT count(*) FROM inputs WHERE state='done'", output)[0]
        return int(found)
    except sqlite3.Error:
        return 0


def test_a_file_that_takes_too_long_costs_itself_alone(here: Path, cluster: Cluster) -> None:
    letters(here / "letters", 3)
    (here / "letters" / "long.txt").write_text(
        "Mr Otto Weber met Jane Doe in Vienna on 3 May 1921. " * 60_000, encoding="utf-8"
    )
    code = run(cluster, "letters", "--encode", "-o", "out", "-q", "--timeout", "8")
    assert code == 3
    assert rows("SELECT cause, message FROM steps WHERE state='failed'", "out") == [
        ("timeout", "took longer than 8 s")
    ]
    assert rows("SELECT count(*) FROM inputs WHERE state='done'", "out") == [(3,)]


def test_it_is_said_what_is_missing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letters(here / "letters", 1)
    assert outcome(["run", "letters", "--encode", "-o", "out", "--engine", "dask"]) == 2
    assert "--scheduler tcp://" in capsys.readouterr().err


def test_the_extra_is_named_where_dask_is_not_installed(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    letters(here / "letters", 1)
    monkeypatch.setitem(sys.modules, "distributed", None)
    words = ["run", "letters", "--encode", "-o", "out", "--engine", "dask", "--scheduler", "tcp://x:1"]
    assert outcome(words) == 2
    assert "tei-tools[dask]" in capsys.readouterr().err


def test_a_task_whose_workers_are_lost_is_tried_alone_and_then_told() -> None:
    from types import SimpleNamespace

    from tei_tools.batch import Task
    from tei_tools.batch.engines.dask import _Cluster
    from tei_tools.inputs import as_input

    lost: Any = SimpleNamespace(plan=SimpleNamespace(attempts=2), told=lambda *_: None, again=[])
    task = Task(1, as_input(b"x"), "a.txt", "a.txt", 1)
    assert list(_Cluster._lost(lost, [task])) == []
    (again,) = lost.again
    (told,) = _Cluster._lost(lost, [again])
    assert told.results[0].cause == "lost"
    assert "2 times" in told.results[0].message
