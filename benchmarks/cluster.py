"""A run through Dask against the same on this machine: ``python benchmarks/cluster.py [--write]``.

A scheduler and two worker processes on 127.0.0.1, against the local engine with two workers; by turns, in one
sitting. Both make the same files.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Measure, and show or write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    said = parser.parse_args()
    spec = importlib.util.spec_from_file_location("batch", ROOT / "benchmarks" / "batch.py")
    assert spec and spec.loader
    batch: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(batch)
    local, dask = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = batch.corpus(folder / "in", said.files)
        cluster, address = _cluster(folder)
        try:
            for number in range(said.rounds):
                local.append(batch.run(source, folder / f"l{number}")[0])
                more = ("--engine", "dask", "--scheduler", address)
                dask.append(batch.run(source, folder / f"d{number}", *more)[0])
                print(f"round {number}: {local[-1]:.1f} s, {dask[-1]:.1f} s", file=sys.stderr)
                batch._same(folder / f"l{number}", folder / f"d{number}")
                shutil.rmtree(folder / f"l{number}")
                shutil.rmtree(folder / f"d{number}")
        finally:
            for process in cluster:
                process.kill()
                process.wait()
    ratio = statistics.median(two / one for one, two in zip(local, dask, strict=True))
    table = (
        "| what | figure |\n|---|---|\n"
        f"| {said.files:,} small TEI files, validate + JSON-LD + CSV, 2 workers: through Dask, times the "
        f"local engine | {ratio:.2f} "
        f"({statistics.median(local):.1f} s to {statistics.median(dask):.1f} s) |\n"
    )
    print(table)
    if said.write:
        path = ROOT / "benchmarks" / "RESULTS.md"
        text = path.read_text(encoding="utf-8")
        pattern = re.compile(r"(<!-- cluster -->\n).*?(<!-- /cluster -->)", re.S)
        path.write_text(pattern.sub(lambda found: found[1] + table + found[2], text), encoding="utf-8")


def _cluster(folder: Path) -> tuple[list[subprocess.Popen[bytes]], str]:
    import distributed

    file = folder / "scheduler.json"
    common = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(file)]

    def start(what: str, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", what, *common, *words]
        return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    processes = [start("scheduler", "--port", "0")]
    while not file.exists():
        time.sleep(0.05)
    for number in range(2):
        processes.append(start("worker", "--nthreads", "1", "--local-directory", str(folder / f"w{number}")))
    connect: Any = distributed.Client
    with connect(scheduler_file=str(file), set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
        return processes, str(client.scheduler.address)


if __name__ == "__main__":
    main()
