"""Writing: whole or not at all, whatever happens at whichever step."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_tools import _disk
from tei_tools.errors import UnwritableError
from tei_tools.writing import OutputFile, OutputFolder, StandardOutput, safe_name, write

STEPS = ("make_folder", "create", "write", "sync", "sync_folder", "rename", "keep", "name_if_free")


def files(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_a_file_is_written_and_its_missing_folders_are_made(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b" / "c.xml", b"words")
    assert files(tmp_path) == {"a/b/c.xml": b"words"}


def test_a_file_that_exists_is_kept_without_force_and_replaced_with_it(tmp_path: Path) -> None:
    path = tmp_path / "c.xml"
    write(path, b"old")
    with pytest.raises(UnwritableError, match=r"c\.xml: exists already; use --force to replace it"):
        write(path, b"new")
    assert files(tmp_path) == {"c.xml": b"old"}
    write(path, b"new", force=True)
    assert files(tmp_path) == {"c.xml": b"new"}


def test_a_file_that_appears_meanwhile_is_kept_without_force(tmp_path: Path) -> None:
    path = tmp_path / "c.xml"
    with pytest.raises(UnwritableError, match="exists already"), OutputFile(path) as output:
        with output.open("c.xml") as stream:
            stream.write(b"ours")
        path.write_bytes(b"theirs")
    assert files(tmp_path) == {"c.xml": b"theirs"}


def test_force_keeps_the_mode_and_writes_through_a_symbolic_link(tmp_path: Path) -> None:
    real = tmp_path / "real.xml"
    real.write_bytes(b"old")
    real.chmod(0o640)
    (tmp_path / "link.xml").symlink_to(real)
    write(tmp_path / "link.xml", b"new", force=True)
    assert real.read_bytes() == b"new"
    assert real.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "link.xml").is_symlink()


def test_a_dangling_link_counts_as_existing(tmp_path: Path) -> None:
    (tmp_path / "link.xml").symlink_to(tmp_path / "nowhere.xml")
    with pytest.raises(UnwritableError, match="exists already"):
        write(tmp_path / "link.xml", b"new")


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no /dev/null here")
def test_a_device_is_written_to_and_never_replaced() -> None:
    write(Path("/dev/null"), b"words", force=True)
    assert Path("/dev/null").is_char_device()


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(UnwritableError, match="this is a folder; name a file in it"):
        write(tmp_path, b"words", force=True)


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(UnwritableError, match="is a file, not a folder"):
        write(tmp_path / "a" / "b.xml", b"words")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_missing_permission_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UnwritableError, match="no permission to write here"):
        write(tmp_path / "a.xml", b"words")


def test_the_files_of_a_folder_appear_together(tmp_path: Path) -> None:
    with OutputFolder(tmp_path / "out") as folder:
        with folder.open("a.csv") as first:
            first.write(b"a")
        folder.open("persons/p1.json").write(b"p")  # left open: the block closes it
        assert not {"a.csv", "persons/p1.json"} & files(tmp_path / "out").keys()
    assert files(tmp_path / "out") == {"a.csv": b"a", "persons/p1.json": b"p"}


@pytest.mark.parametrize("fault", [RuntimeError, KeyboardInterrupt])
def test_nothing_appears_when_the_block_fails(tmp_path: Path, fault: type[BaseException]) -> None:
    with pytest.raises(fault), OutputFolder(tmp_path / "out") as folder:
        folder.open("persons/p1.json").write(b"p")
        raise fault
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["", "/etc/x", "../x", "a/../x", "a/b/c", "a//b", "a\\b", "nul.txt", "a\0"])
def test_a_name_that_leaves_the_folder_or_is_unsafe_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnwritableError, match="not a name for an output"), OutputFolder(tmp_path) as folder:
        folder.open(name)
    assert list(tmp_path.iterdir()) == []


def test_two_outputs_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnwritableError, match="two outputs have the name"), OutputFolder(tmp_path) as folder:
        folder.open("a.csv")
        folder.open("a.csv")
    assert files(tmp_path) == {}


def test_a_second_file_for_one_name_or_standard_output_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnwritableError, match="name a folder with -o"), OutputFile(tmp_path / "x") as output:
        output.open("a")
        output.open("b")
    assert files(tmp_path) == {}
    with pytest.raises(UnwritableError, match="name a folder with -o"), StandardOutput() as standard:
        standard.open("a")
        standard.open("b")


def test_standard_output_is_streamed_and_stays_open(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code = (
        "from tei_tools.writing import StandardOutput\n"
        "with StandardOutput() as output:\n"
        "    with output.open('x') as stream: stream.write('é'.encode())\n"
        "print('after')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == "éafter\n".encode()


def test_a_failing_step_is_told_and_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At every single step of replacing one file and adding another: all old, and no temporary file left."""
    failures = 0
    for n in range(1, 100):
        folder = tmp_path / str(n)
        folder.mkdir()
        (folder / "a").write_bytes(b"old")
        if not _fails_at(n, folder, monkeypatch):
            assert files(folder) == {"a": b"new", "sub/b": b"new", "c": b"new"}
            break
        failures += 1
        assert files(folder) == {"a": b"old"}, n
        assert sorted(p.name for p in folder.iterdir()) == ["a"], n
    assert failures >= 12


def _fails_at(n: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    count = 0

    def step(name: str) -> object:
        real = getattr(_disk, name)

        def counted(*arguments: object) -> object:
            nonlocal count
            count += 1
            if count == n:
                raise OSError(28, "No space left on device")
            return real(*arguments)

        return counted

    with monkeypatch.context() as patch:
        for name in STEPS:
            patch.setattr(_disk, name, step(name))
        try:
            with OutputFolder(folder, force=True) as output:
                for name in ("a", "sub/b", "c"):
                    with output.open(name) as stream:
                        stream.write(b"new")
        except UnwritableError as fault:
            assert "the disk is full" in str(fault)
            return True
    return False


EXIT_AT = textwrap.dedent(
    """
    import os, sys
    from pathlib import Path
    from tei_tools import _disk
    from tei_tools.writing import write
    n, force, path = int(sys.argv[1]), sys.argv[2] == "force", Path(sys.argv[3])
    count = 0
    def stopped(real, before):
        def step(*arguments):
            global count
            count += 1
            if before and count == n: os._exit(9)
            result = real(*arguments)
            if not before and count == n: os._exit(9)
            return result
        return step
    for name in STEPS:
        setattr(_disk, name, stopped(getattr(_disk, name), sys.argv[4] == "before"))
    write(path, b"new" * 50000, force=force)
    """
).replace("STEPS", repr(STEPS))


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_program_killed_at_any_step_leaves_the_whole_old_or_the_whole_new_file(
    tmp_path: Path, when: str
) -> None:
    for n in range(1, 20):
        path = tmp_path / f"{n}.xml"
        path.write_bytes(b"old")
        done = subprocess.run([sys.executable, "-c", EXIT_AT, str(n), "force", str(path), when], check=False)
        assert path.read_bytes() in (b"old", b"new" * 50000), n
        fresh = tmp_path / f"fresh{n}.xml"
        done = subprocess.run([sys.executable, "-c", EXIT_AT, str(n), "keep", str(fresh), when], check=False)
        assert not fresh.exists() or fresh.read_bytes() == b"new" * 50000, n
        if done.returncode == 0:
            assert n >= 5
            break
    else:
        pytest.fail("the program was stopped at every step")


@pytest.mark.skipif(os.name == "nt", reason="no resource limits on Windows")
def test_a_full_disk_is_told_and_the_temporary_file_removed(tmp_path: Path) -> None:
    code = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from tei_tools.errors import UnwritableError\n"
        "from tei_tools.writing import write\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try: write(Path(sys.argv[1]), b'x' * 1_000_000)\n"
        "except UnwritableError as fault: print(fault); sys.exit(fault.exit_code)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "a")], capture_output=True, check=False)
    assert done.returncode == 4
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""
    assert list(tmp_path.iterdir()) == []


def test_without_hard_links_a_new_file_is_still_written_and_an_old_one_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: Path, target: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    write(tmp_path / "a", b"words")
    with pytest.raises(UnwritableError, match="exists already"):
        write(tmp_path / "a", b"other")
    assert files(tmp_path) == {"a": b"words"}


NAMES = st.text(max_size=300) | st.text("aA.~ /\\:\0é0123456789\u0301", max_size=30)


@given(NAMES)
def test_a_safe_name_is_safe(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe.encode()) <= 200
    assert unicodedata.normalize("NFC", safe) == safe
    assert not set(safe) & set('<>:"/\\|?*')
    assert safe[0] not in ". " and safe[-1] not in ". "
    assert safe.split(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}


@given(NAMES, NAMES)
def test_different_names_stay_different(one: str, other: str) -> None:
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (safe_name(one) == safe_name(other)) == same


@pytest.mark.parametrize(
    "name", ["con", "NUL.xml", "com1.tei.xml", "a:b.xml", "a.", "..", "", "x" * 400, "a\udcff.xml", ".hidden"]
)
def test_an_unsafe_name_is_changed_and_marked_with_a_digest(name: str) -> None:
    assert "~" in safe_name(name) and safe_name(name) != name
    assert safe_name(name).endswith(".xml") == name.endswith(".xml")


@pytest.mark.parametrize("name", ["Brief 12.xml", "Käthe–Ω.tei.xml", "a~b.xml", "دفتر.xml"])
def test_a_name_that_is_fine_stays_as_it_is(name: str) -> None:
    assert safe_name(name) == name
