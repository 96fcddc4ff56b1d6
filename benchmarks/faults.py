"""Faults on purpose: runs that are killed, starved, lied to, and what stands at the end.

``python benchmarks/faults.py --write`` tries all of them at length and puts the table into RESULTS.md; the
tests take the same functions in a short form. Every function gives the number of faults that were made, and
raises ``AssertionError`` where the end is not that of a run that nothing disturbed. ``--seed`` makes the
moments others.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FAULTY = ROOT / "tests" / "batch" / "faulty"
STEPS = ("--encode", "--validate", "--to", "jsonld,csv", "--register", "--graph", "--report")
NOT_COMPARED = ("ledger.sqlite", ".ledger.lock", "summary.json")
_NAMES = ("Jane Doe", "John Smith", "Mary Brown", "Otto Weber", "Anne Martin")
_PLACES = ("Paris", "London", "Berlin", "Vienna", "Rome")


def notes(folder: Path, count: int, seed: int = 1) -> Path:
    """A folder of small articles, the same for the same seed."""
    chance = random.Random(seed)
    for number in range(count):
        place = folder / f"{number % 7}"
        place.mkdir(parents=True, exist_ok=True)
        lines = [f"Note {number}", ""]
        for _ in range(chance.randint(1, 4)):
            name, town = chance.choice(_NAMES), chance.choice(_PLACES)
            lines.append(
                f"Mrs {name} went to {town} on {chance.randint(1, 28)} May {chance.randint(1900, 1950)}."
            )
            lines.append("")
        (place / f"note{number:05}.txt").write_text("\n".join(lines), encoding="utf-8")
    return folder


def files(output: Path) -> dict[str, bytes]:
    """Everything that a run made, by path; the ledger and the summary of the run, which have times, left
    out.
    """
    return {
        str(path.relative_to(output)): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and not path.name.startswith(NOT_COMPARED)
    }


def command(source: Path, output: Path, *more: str, steps: tuple[str, ...] = STEPS) -> list[str]:
    """The words of a run."""
    return [sys.executable, "-m", "tei_tools", "run", str(source), *steps, "-o", str(output), "-q", *more]


def finish(source: Path, output: Path, *more: str, steps: tuple[str, ...] = STEPS) -> None:
    """Run to the end, undisturbed."""
    done = subprocess.run(
        command(source, output, *more, steps=steps), capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr[-2000:]


def same(output: Path, undisturbed: dict[str, bytes]) -> None:
    """Raise where an output folder is not what an undisturbed run makes."""
    found = files(output)
    missing = sorted(undisturbed.keys() - found.keys())
    more = sorted(found.keys() - undisturbed.keys())
    other = sorted(name for name in found.keys() & undisturbed.keys() if found[name] != undisturbed[name])
    assert not (missing or more or other), f"missing {missing[:5]}, too many {more[:5]}, other {other[:5]}"


def done_twice(output: Path) -> int:
    """How many steps were done although a row said that they were done."""
    db = sqlite3.connect(output / "ledger.sqlite")
    number = db.execute("SELECT count(*) FROM history WHERE what='done'").fetchone()[0]
    db.close()
    return int(number)


def kill_runs(folder: Path, *, kills: int, count: int, seed: int, most: float = 4.0) -> int:
    """``kill -9`` of the run at random moments, resumed each time."""
    chance = random.Random(seed)
    source = notes(folder / "notes", count)
    finish(source, folder / "undisturbed")
    undisturbed = files(folder / "undisturbed")
    output = folder / "killed"
    made = 0
    while made < kills:
        run = subprocess.Popen(command(source, output), stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.05, most))
        if run.poll() is None:
            run.kill()
            made += 1
        elif made < kills:
            # It came to its end: what is left of the kills is made on a run that begins anew.
            run.wait()
            same(output, undisturbed)
            assert done_twice(output) == 0
            shutil.rmtree(output)
        run.wait()
    finish(source, output)
    same(output, undisturbed)
    assert done_twice(output) == 0
    return made


def kill_workers(folder: Path, *, kills: int, count: int, seed: int) -> int:
    """One worker killed after the other while a run goes on."""
    chance = random.Random(seed)
    source = notes(folder / "notes", count)
    finish(source, folder / "undisturbed")
    output = folder / "killed"
    made = 0
    while made < kills:
        run = subprocess.Popen(command(source, output), stderr=subprocess.PIPE, text=True)
        while run.poll() is None:
            time.sleep(chance.uniform(0.3, 0.9))
            workers = list(_children(run.pid))
            if workers and made < kills:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(chance.choice(workers), signal.SIGKILL)
                    made += 1
        _, said = run.communicate()
        assert run.returncode == 0, said[-2000:]
        same(output, files(folder / "undisturbed"))
        if made < kills:
            shutil.rmtree(output)
    return made


def _children(pid: int) -> Iterator[int]:
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                if int((place / "stat").read_text().rpartition(")")[2].split()[1]) == pid:
                    yield int(place.name)


def full_disk(folder: Path, *, count: int) -> str:
    """A disk of 1 MB (as root), else a limit on a file's size; then room again."""
    source = notes(folder / "notes", count)
    finish(source, folder / "undisturbed")
    small = folder / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(small)], capture_output=True, check=False
    )
    output = small / "out"
    try:
        how = "1 MB tmpfs"
        if mounted.returncode == 0:
            done = subprocess.run(command(source, output), capture_output=True, text=True, check=False)
            room = ["mount", "-o", "remount,size=200m", str(small)]
        else:
            how = "file-size limit"
            done = subprocess.run(
                command(source, output), capture_output=True, text=True, check=False, preexec_fn=_small_files
            )
            room = ["true"]
        assert done.returncode == 4, (done.returncode, done.stderr[-1000:])
        assert "full" in done.stderr or "larger than the system allows" in done.stderr, done.stderr[-1000:]
        assert "Traceback" not in done.stderr, done.stderr[-2000:]
        subprocess.run(room, check=True)
        finish(source, output)
        same(output, files(folder / "undisturbed"))
        assert done_twice(output) == 0
        return how
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", "-l", str(small)], check=False)


def small_files(folder: Path, *, count: int) -> int:
    """A limit on the size of a file, under which the ledger itself can't grow; then none."""
    source = notes(folder / "notes", count)
    finish(source, folder / "undisturbed")
    output = folder / "out"
    done = subprocess.run(
        command(source, output), capture_output=True, text=True, check=False, preexec_fn=_small_files
    )
    assert done.returncode == 4, (done.returncode, done.stderr[-1000:])
    assert "Traceback" not in done.stderr, done.stderr[-2000:]
    finish(source, output)
    same(output, files(folder / "undisturbed"))
    return 1


def _small_files() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))


SMALL = ("--to", "jsonld,csv", "--report")
CALLS = ("make_folder", "create", "write", "sync", "sync_folder", "rename", "name_if_free")


def exits(
    folder: Path,
    *,
    loses: bool,
    who: str = "run",
    engine: str = "here",
    every: int = 1,
    calls: tuple[str, ...] = CALLS,
) -> int:
    """Exit at every n-th call that changes the disk, for every n, each resumed; with ``loses`` all processes
    end there and what was not synced is thrown away.
    """
    source = documents(folder / "tei", 3)
    finish(source, folder / "undisturbed", steps=SMALL)
    undisturbed = files(folder / "undisturbed")
    at, made = 1, 0
    while True:
        output = folder / f"at{at}"
        log = folder / f"at{at}.log"
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join((str(FAULTY), os.environ.get("PYTHONPATH", ""))).rstrip(os.pathsep),
            "FAULTY_AT": str(at),
            "FAULTY_WHO": who,
            "FAULTY_CALLS": ",".join(calls),
            "FAULTY_LOG": str(log),
        }
        once = folder / f"at{at}.log.once"
        environment["FAULTY_ONCE"] = str(once)
        if loses:
            environment["FAULTY_ALL"] = "1"
        run = subprocess.run(
            command(source, output, "--engine", engine, "--jobs", "1", steps=SMALL),
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            start_new_session=True,
        )
        if not once.exists():
            assert run.returncode == 0, run.stderr[-2000:]
            same(output, undisturbed)
            return made
        assert "Traceback" not in run.stderr, run.stderr[-2000:]
        made += 1
        if loses:
            throw_away(log)
        else:
            _whole(output, undisturbed)
        finish(source, output, "--engine", engine, "--jobs", "1", steps=SMALL)
        same(output, undisturbed)
        assert done_twice(output) == 0
        shutil.rmtree(output)
        for left in folder.glob(f"at{at}.log*"):
            left.unlink()
        at += every


def _whole(output: Path, undisturbed: dict[str, bytes]) -> None:
    """Nothing half: whatever has its name is whole."""
    for name, content in files(output).items():
        if not name.startswith(".parts/") and not Path(name).name.startswith("."):
            assert content == undisturbed.get(name), f"{name} is half-written"


def throw_away(log: Path) -> None:
    """What a disk may do that lost its power: contents that were not synced are gone, and so are names that
    were given in a folder that was not synced after it.
    """
    if not log.exists():
        return
    entries = [line.split("\t") for line in log.read_text(errors="surrogateescape").splitlines()]
    synced: set[str] = set()
    written: list[str] = []
    names: list[tuple[str, str, str]] = []
    folders: list[str] = []
    moved: dict[str, str] = {}
    for what, *words in entries:
        if what == "create":
            written.append(words[0])
            synced.discard(words[0])
        elif what == "write":
            synced.discard(words[0])
        elif what == "sync":
            synced.add(words[0])
        elif what == "rename":
            names.append((words[0], words[1], words[2] if len(words) > 2 else ""))
            moved[words[0]] = words[1]
        elif what == "make_folder":
            folders.append(words[0])
        elif what == "sync_folder":
            names = [each for each in names if str(Path(each[1]).parent) != words[0]]
            folders = [each for each in folders if str(Path(each).parent) != words[0]]
    for path in written:
        if path not in synced:
            for place in (Path(path), Path(moved.get(path, path))):
                if place.is_file():
                    place.write_bytes(b"")
    for _, name, kept in reversed(names):
        Path(name).unlink(missing_ok=True)
        if kept:
            Path(kept).replace(name)
    for each in reversed(folders):
        shutil.rmtree(each, ignore_errors=True)


def documents(folder: Path, count: int) -> Path:
    """A folder of small TEI files."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"d{number:05}.xml").write_text(tei(number), encoding="utf-8")
    return folder


def tei(number: int) -> str:
    """A small TEI document."""
    name, town = _NAMES[number % 5], _PLACES[number % 5]
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Letter
{number}</title></titleStmt> <publicationStmt><publisher>An archive</publisher><idno
type="shelfmark">L-{number:05}</idno></publicationStmt> <sourceDesc><p>A
letter.</p></sourceDesc></fileDesc></teiHeader> <text><body><p><persName>{name}</persName> came to
<placeName>{town}</placeName> on <date when="19{number % 100:02}-05-03">3 May</date>.</p></body></text></TEI>
"""


def edited(folder: Path, *, count: int, edits: int, seed: int) -> int:
    """Inputs that are edited, exchanged and deleted while the run goes on, some before it reads them and some
    after, most without a change of their size or their time: the next run comes to what a new one makes.
    """
    chance = random.Random(seed)
    source = notes(folder / "notes", count)
    steps = ("--encode", "--validate", "--to", "jsonld,csv", "--graph")
    every = sorted(source.rglob("*.txt"))
    output = folder / "edited"
    words = [word for word in command(source, output, "--json", steps=steps) if word != "-q"]
    run = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert run.stdout is not None
    made, at = 0, 0
    for line in run.stdout:
        if json.loads(line)["event"] != "input":
            continue
        at += 1
        while made < edits and made * count < at * edits:
            _edit(chance.choice(every), made % 5, folder / "other")
            made += 1
    run.wait()
    finish(source, output, steps=steps)
    finish(source, folder / "undisturbed", steps=steps)
    undisturbed = files(folder / "undisturbed")
    found = files(output)
    # What was made of an input that is no longer there is kept.
    other = sorted(name for name in undisturbed if found.get(name) != undisturbed[name])
    assert not other, other[:5]
    run_ = subprocess.run(command(source, output, steps=steps), capture_output=True, text=True, check=False)
    assert run_.returncode in (0, 1), run_.stderr[-2000:]
    assert json.loads((output / "summary.json").read_text())["skipped"] == len(list(source.rglob("*.txt")))
    return made


def _edit(path: Path, how: int, other: Path) -> None:
    if not path.exists():
        return
    before = path.stat()
    text = path.read_text()
    changed = text.replace("Mrs", "Mr.") if "Mrs" in text else text.replace("Mr.", "Mrs")
    if how == 0:
        path.unlink()
    elif how == 1:
        path.write_text(f"{text}\nMr Otto Weber went to Rome on 9 June 1921.\n")
    elif how == 2:  # the same size, at once
        path.write_text(changed)
    elif how == 3:  # the same size, and the time put back
        path.write_text(changed)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    else:  # another file of the same size and time under its name
        other.write_text(changed)
        os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
        other.replace(path)


def taken_away(folder: Path, *, count: int) -> int:
    """The output folder is moved away while the run writes into it: told once, and the next run makes all."""
    source = notes(folder / "notes", count)
    finish(source, folder / "undisturbed")
    output = folder / "out"
    words = [word for word in command(source, output, "--json") if word != "-q"]
    run = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert run.stdout is not None
    next(line for line in run.stdout if json.loads(line)["event"] == "input")
    output.rename(folder / "elsewhere")
    _, said = run.communicate()
    assert run.returncode == 4, (run.returncode, said[-1000:])
    assert said.count("error:") == 1, said[-1000:]
    assert "taken away" in said, said[-1000:]
    finish(source, output)
    same(output, files(folder / "undisturbed"))
    return 1


def two_at_once(folder: Path, *, count: int, runs: int) -> int:
    """More runs on the same ledger while one goes on: each says so, and the one is not disturbed."""
    source = notes(folder / "notes", count)
    finish(source, folder / "undisturbed")
    output = folder / "out"
    words = [word for word in command(source, output, "--json") if word != "-q"]
    run = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    next(line for line in run.stdout if json.loads(line)["event"] == "input")
    others = [
        subprocess.Popen(command(source, output), stderr=subprocess.PIPE, text=True) for _ in range(runs)
    ]
    for other in others:
        _, said = other.communicate()
        assert other.returncode == 2, (other.returncode, said[-1000:])
        assert f"another run is at work on this ledger (process {run.pid})" in said, said[-1000:]
    run.communicate()
    assert run.returncode in (0, 1)
    same(output, files(folder / "undisturbed"))
    return runs


def clock_back(folder: Path, *, count: int) -> str:
    """A run that is killed and gone on with an hour, a day and thirty years earlier by the computer's clock;
    an input is edited meanwhile.
    """
    source = notes(folder / "notes", count)
    finish(source, folder / "undisturbed")
    undisturbed = files(folder / "undisturbed")
    output = folder / "out"
    path = os.pathsep.join((str(FAULTY), os.environ.get("PYTHONPATH", ""))).rstrip(os.pathsep)
    some = next(iter(sorted(source.rglob("*.txt"))))
    text = some.read_text()
    for back in (0, 3600, 86_400, 30 * 365 * 86_400):
        environment = {**os.environ, "PYTHONPATH": path, "FAULTY_CLOCK": str(-back)}
        run = subprocess.Popen(command(source, output), stderr=subprocess.DEVNULL, env=environment)
        time.sleep(2.0)
        run.kill()
        run.wait()
        # No name in it: a register that was finished meanwhile keeps for ever whom it has met.
        some.write_text(text + "It rained in the evening.\n" if some.read_text() == text else text)
    done = subprocess.run(
        command(source, output), env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr[-2000:]
    same(output, undisturbed)
    return "3 times"


# The one kind that can be read, and is done; what is wrong with it is a finding.
INVALID = "cyclic include"


def poisons(folder: Path) -> dict[str, Callable[[Path], None]]:
    """Inputs of every bad kind, by what they are; each is written at a path ending in ``.xml``."""

    def laughs(path: Path) -> None:
        entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
        path.write_text(f'<!DOCTYPE TEI [<!ENTITY a0 "ha">{entities}]><TEI>&a11;</TEI>')

    def long_line(path: Path) -> None:
        with path.open("wb") as stream:
            stream.write(b"<TEI>")
            stream.truncate(200_000_001)

    def cycle(path: Path) -> None:
        include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{path.name}"/>'
        path.write_text(tei(0).replace("</body>", f"<p>{include}</p></body>"))

    def loop(path: Path) -> None:
        path.symlink_to(path.name)

    return {
        "empty": lambda path: path.write_bytes(b"") and None,
        "binary": lambda path: path.write_bytes(bytes(range(256)) * 20) and None,
        "wrong encoding": lambda path: (
            path.write_bytes('<?xml version="1.0" encoding="UTF-8"?><TEI>é</TEI>'.encode("latin-1")) and None
        ),
        "bomb": laughs,
        "external entity": lambda path: (
            path.write_text('<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]><TEI>&x;</TEI>') and None
        ),
        "200 MB line": long_line,
        "cyclic include": cycle,
        "symlink loop": loop,
        "cut off": lambda path: path.write_text(tei(1)[:300]) and None,
        "deep": lambda path: path.write_text("<a>" * 200_000) and None,
        "not TEI": lambda path: path.write_text("<html><body>hello</body></html>") and None,
    }


def poisoned(folder: Path, *, good: int, share: float, seed: int) -> int:
    """Poisonous inputs among good ones: each is one row with its cause, and all good ones are done."""
    chance = random.Random(seed)
    source = documents(folder / "tei", good)
    # Names that are unusual, with good content.
    (source / "a\nnewline.xml").write_text(tei(1))
    (source / os.fsdecode(b"latin-\xe9.xml")).write_text(tei(2))
    (source / "round").symlink_to(source)  # a folder that leads back
    kinds = list(poisons(folder).items())
    number, invalid = max(len(kinds), round(good * share)), 0
    for n in range(number):
        name, write = kinds[n % len(kinds)] if n < len(kinds) else chance.choice(kinds)
        write(source / f"bad {name} {n:04}.xml")
        invalid += name == INVALID
    denied = source / "denied.xml"
    denied.write_text(tei(3))
    denied.chmod(0)
    number += 1
    output = folder / "out"
    run = subprocess.run(
        command(
            source, output, "--timeout", "20", "--memory", "1GB", steps=("--validate", "--to", "jsonld,csv")
        ),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=_like_others if os.geteuid() == 0 else None,
    )
    assert run.returncode == 3, (run.returncode, run.stderr[-2000:])
    db = sqlite3.connect(output / "ledger.sqlite")
    states = dict(db.execute("SELECT state, count(*) FROM inputs GROUP BY state"))
    without = db.execute(
        "SELECT name FROM inputs WHERE (state != 'done' OR name LIKE '%/bad %') AND NOT EXISTS "
        "(SELECT 1 FROM steps WHERE input = inputs.id AND cause != '' AND message != '')"
    ).fetchall()
    db.close()
    assert states.get("done") == good + 2 + invalid, states
    assert sum(states.values()) == good + 2 + number, states
    assert not without, without[:5]
    faults = [line for line in run.stderr.splitlines() if line.startswith("error:")]
    assert len(faults) == number - invalid, run.stderr[-3000:]
    assert run.stderr.count("TEI-INC-003") == invalid, run.stderr[-3000:]
    return number


def _like_others() -> None:
    """Root, but without the right to read what nobody may (capabilities(7), prctl(2): PR_CAPBSET_DROP)."""
    import ctypes

    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)


def main() -> None:
    """All faults, at length."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--worker-kills", type=int, default=50)
    parser.add_argument("--good", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="words of the names of the faults to try")
    parser.add_argument("--write", action="store_true", help="put the table into RESULTS.md")
    said = parser.parse_args()
    tries: list[tuple[str, Callable[[Path], object]]] = [
        ("`kill -9` of the run", lambda f: kill_runs(f, kills=said.kills, count=300, seed=said.seed)),
        ("a worker killed", lambda f: kill_workers(f, kills=said.worker_kills, count=1000, seed=said.seed)),
        ("disk full, then room again", lambda f: full_disk(f, count=300)),
        ("no file may grow, then it may", lambda f: small_files(f, count=300)),
        ("exit at every n-th write, sync, rename, new file and folder", lambda f: exits(f, loses=False)),
        (
            "the same of a worker",
            lambda f: exits(f, loses=False, who="worker", engine="local"),
        ),
        ("exit at every n-th call, and what was not synced is lost", lambda f: exits(f, loses=True)),
        (
            "the same of a worker, and the run with it",
            lambda f: exits(f, loses=True, who="worker", engine="local"),
        ),
        (
            f"poisonous inputs among {said.good:,} good ones",
            lambda f: poisoned(f, good=said.good, share=0.02, seed=said.seed),
        ),
        (
            "inputs edited, exchanged, deleted while the run is at them",
            lambda f: edited(f, count=600, edits=120, seed=said.seed),
        ),
        ("the output folder taken away", lambda f: taken_away(f, count=300)),
        ("more runs on the same ledger", lambda f: two_at_once(f, count=300, runs=4)),
        ("the clock set back, each time after a kill", lambda f: clock_back(f, count=300)),
    ]
    rows = []
    for name, do in tries:
        if said.only and not any(word in name for word in said.only.split(",")):
            continue
        with tempfile.TemporaryDirectory() as folder:
            begun = time.monotonic()
            found = do(Path(folder))
            took = time.monotonic() - begun
            print(f"{name}: {found} ({took:.0f} s), the same at the end", flush=True)
            rows.append(f"| {name} | {found} | {took:.0f} |\n")
    if said.write:
        table = "| fault | times | seconds |\n|---|---|---|\n" + "".join(rows)
        path = ROOT / "benchmarks" / "RESULTS.md"
        pattern = re.compile(r"(<!-- faults -->\n).*?(<!-- /faults -->)", re.S)
        text = path.read_text(encoding="utf-8")
        path.write_text(pattern.sub(lambda at: at[1] + table + at[2], text), encoding="utf-8")


if __name__ == "__main__":
    main()
