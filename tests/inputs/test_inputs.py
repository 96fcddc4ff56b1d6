"""Inputs: every kind of word, in a fixed order, safely, none stopping the others."""

from __future__ import annotations

import gzip
import io
import os
import pickle
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tei_tools.errors import UnreadableError, UsageError
from tei_tools.inputs import as_input, find, read_bytes

LIMIT = 1_000_000


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("b.xml", "a.xml", "sub/c.XML", "sub/note.txt", ".hidden.xml", ".git/d.xml"):
        path = tmp_path / "texts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return tmp_path


def names(*words: str, recursive: bool = False, suffixes: tuple[str, ...] = ()) -> list[str]:
    return [item.name for item in find(words, recursive=recursive, suffixes=suffixes)]


def test_files_keep_the_order_in_which_they_were_given(folder: Path) -> None:
    assert names("texts/b.xml", "texts/a.xml") == ["texts/b.xml", "texts/a.xml"]


def test_a_folder_without_recursive_is_refused_before_anything_is_read(folder: Path) -> None:
    with pytest.raises(UsageError, match="texts: is a directory; use --recursive"):
        find(["texts/a.xml", "texts"])


def test_a_folder_is_read_sorted_without_hidden_files_and_by_suffix(folder: Path) -> None:
    assert names("texts", recursive=True) == [
        "texts/a.xml",
        "texts/b.xml",
        "texts/sub/c.XML",
        "texts/sub/note.txt",
    ]
    assert "texts/sub/note.txt" not in names("texts", recursive=True, suffixes=(".xml",))


def test_symbolic_links_that_go_in_circles_end(folder: Path) -> None:
    (folder / "texts" / "sub" / "up").symlink_to(folder / "texts")
    (folder / "texts" / "self").symlink_to(folder / "texts" / "self")
    assert len(names("texts", recursive=True)) == 4
    assert len(names("texts/**/*.xml")) == 2


def test_a_pattern_is_expanded_and_one_that_matches_nothing_is_an_unreadable_input(folder: Path) -> None:
    assert names("texts/*.xml") == ["texts/a.xml", "texts/b.xml"]
    (nothing,) = find(["texts/*.tei"])
    with pytest.raises(UnreadableError, match=r"texts/\*\.tei: no file matches"):
        read_bytes(nothing, LIMIT)


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(folder: Path) -> None:
    (folder / "a[1].xml").write_bytes(b"x")
    assert names("a[1].xml") == ["a[1].xml"]


def test_a_missing_file_does_not_stop_the_others(folder: Path) -> None:
    missing, there = find(["no.xml", "texts/a.xml"])
    with pytest.raises(UnreadableError, match=r"^no\.xml: no such file$"):
        read_bytes(missing, LIMIT)
    assert read_bytes(there, LIMIT) == b"a.xml"


def test_a_name_that_is_no_utf_8_is_read_and_printable(folder: Path) -> None:
    path = os.fsdecode(b"texts/caf\xe9.xml")
    try:
        Path(path).write_bytes(b"words")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (item,) = find([path])
    assert item.name == "texts/caf\\xe9.xml"
    assert read_bytes(item, LIMIT) == b"words"
    assert item.name in names("texts", recursive=True)


def test_a_name_with_a_nul_is_no_such_file() -> None:
    (item,) = find(["a\0b"])
    with pytest.raises(UnreadableError):
        read_bytes(item, LIMIT)


def test_too_large_is_refused_before_reading_where_the_size_is_known(folder: Path) -> None:
    Path("big.xml").write_bytes(b"x" * 1001)
    (item,) = find(["big.xml"])
    assert item.size == 1001
    with pytest.raises(UnreadableError, match=r"big\.xml: is larger \(1,001 bytes\) than the limit of 1,000"):
        read_bytes(item, 1000)
    Path("big.xml").unlink()
    with pytest.raises(UnreadableError, match="is larger"):
        read_bytes(item, 1000)


def test_an_empty_file_is_refused_unless_allowed(folder: Path) -> None:
    Path("empty.xml").write_bytes(b"")
    (item,) = find(["empty.xml"])
    with pytest.raises(UnreadableError, match="the file is empty"):
        read_bytes(item, LIMIT)
    assert read_bytes(item, LIMIT, allow_empty=True) == b""


def _standard_input(code: str, content: bytes) -> bytes:
    code = "from tei_tools.inputs import find, read_bytes\n" + code
    return subprocess.run([sys.executable, "-c", code], input=content, capture_output=True, check=True).stdout


def test_standard_input_is_read_and_bounded() -> None:
    code = "(i,) = find(['-']); print(i.name, len(read_bytes(i, 100_000)))"
    assert _standard_input(code, b"x" * 70_000) == b"stdin 70000\n"
    code = "try: read_bytes(next(find(['-'])), 10)\nexcept Exception as e: print(e)"
    assert b"stdin: is larger than the limit of 10 bytes" in _standard_input(code, b"x" * 70_000)


@pytest.mark.parametrize("separator", [b"\n", b"\r\n", b"\0"])
def test_a_list_names_inputs_one_a_line(folder: Path, separator: bytes) -> None:
    Path("list.txt").write_bytes(separator.join([b"# ours", b"texts/b.xml", b"", b"texts/a.xml"]) + separator)
    assert names("@list.txt") == ["texts/b.xml", "texts/a.xml"]


def test_a_list_may_be_long_and_come_from_standard_input(folder: Path) -> None:
    code = "n = [i.name for i in find(['@-'])]; print(len(n), n[-1])"
    words = b"".join(b"some/file/number/%d.xml\n" % n for n in range(20_000))
    assert _standard_input(code, words) == b"20000 some/file/number/19999.xml\n"


def test_a_missing_list_and_a_folder_in_a_list_are_unreadable_inputs(folder: Path) -> None:
    Path("list.txt").write_text("texts\n@list.txt\ntexts/a.xml\n")
    missing, inner, itself, there = find(["@no.txt", "@list.txt"])
    with pytest.raises(UnreadableError, match=r"no\.txt: the list can't be read: no such file"):
        read_bytes(missing, LIMIT)
    with pytest.raises(UnreadableError, match="is a directory; use --recursive"):
        read_bytes(inner, LIMIT)
    with pytest.raises(UnreadableError, match="no such file"):
        read_bytes(itself, LIMIT)
    assert read_bytes(there, LIMIT) == b"a.xml"


MEMBERS = {"b.xml": b"b", "sub/a.xml": b"a", ".hidden": b"h", "__MACOSX/a.xml": b"m", "Käthe.txt": b"k"}


@pytest.fixture(params=[".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz"])
def archive(request: pytest.FixtureRequest, folder: Path) -> str:
    name = "all" + str(request.param)
    if name.endswith(".zip"):
        with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as file:
            for member, content in MEMBERS.items():
                file.writestr(member, content)
        return name
    mode = {".tar": "w", ".tar.gz": "w:gz", ".tgz": "w:gz", ".tar.bz2": "w:bz2", ".tar.xz": "w:xz"}
    with tarfile.open(name, mode[str(request.param)]) as tar:  # type: ignore[call-overload]
        for member, content in MEMBERS.items():
            info = tarfile.TarInfo(member)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
        link = tarfile.TarInfo("link.xml")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    return name


def test_an_archive_gives_its_files(archive: str) -> None:
    found = list(find([archive]))
    assert sorted(item.name for item in found) == [
        f"{archive}/Käthe.txt",
        f"{archive}/b.xml",
        f"{archive}/sub/a.xml",
    ]
    assert {item.name: read_bytes(item, LIMIT) for item in reversed(found)}[f"{archive}/sub/a.xml"] == b"a"
    assert [item.size for item in found] == [1, 1, 1]
    assert names(archive, suffixes=(".txt",)) == [f"{archive}/Käthe.txt"]
    again = pickle.loads(pickle.dumps(found[0]))  # noqa: S301 (our own)
    assert read_bytes(again, LIMIT) == read_bytes(found[0], LIMIT)


def test_an_archive_in_a_folder_is_entered(archive: str) -> None:
    Path("texts", archive).write_bytes(Path(archive).read_bytes())
    assert f"texts/{archive}/b.xml" in names("texts", recursive=True, suffixes=(".xml",))


def test_names_in_an_archive_never_lead_out_of_it(folder: Path) -> None:
    with zipfile.ZipFile("evil.zip", "w") as file:
        file.writestr("../../etc/a.xml", b"x")
        file.writestr("/abs.xml", b"x")
    assert names("evil.zip") == ["evil.zip/etc/a.xml", "evil.zip/abs.xml"]


def test_a_zip_bomb_is_refused_and_the_rest_still_read(folder: Path) -> None:
    with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("bomb.xml", b"\0" * 120_000_000)
        file.writestr("fine.xml", b"words")
    bomb, fine = find(["bomb.zip"])
    with pytest.raises(UnreadableError, match="looks like a zip bomb"):
        read_bytes(bomb, 10**12)
    assert read_bytes(fine, LIMIT) == b"words"


def test_a_tar_bomb_ends_at_its_bound(folder: Path) -> None:
    with tarfile.open("bomb.tar", "w") as tar:
        info = tarfile.TarInfo("bomb.xml")
        info.size = 150_000_000
        tar.addfile(info, io.BytesIO(b"\0" * info.size))
    with gzip.open("bomb.tar.gz", "wb", compresslevel=9) as file:
        file.write(Path("bomb.tar").read_bytes())
    Path("bomb.tar").unlink()
    found = list(find(["bomb.tar.gz"]))
    for item in found:
        with pytest.raises(UnreadableError, match=r"is larger|bomb"):
            read_bytes(item, 120_000_000)


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tar.xz", "a.tar.bz2"])
def test_a_damaged_archive_is_one_unreadable_input(folder: Path, name: str) -> None:
    Path(name).write_bytes(b"this is no archive at all" * 50)
    (item, there) = find([name, "texts/a.xml"])
    with pytest.raises(UnreadableError, match="archive is damaged or of another kind"):
        read_bytes(item, LIMIT)
    assert read_bytes(there, LIMIT) == b"a.xml"


def test_damage_inside_an_archive_is_told_with_the_name_of_the_file(folder: Path) -> None:
    with zipfile.ZipFile("a.zip", "w", zipfile.ZIP_STORED) as file:
        file.writestr("a.xml", b"words words words")
    damaged = Path("a.zip").read_bytes().replace(b"words words", b"wards words", 1)
    Path("a.zip").write_bytes(damaged)
    (item,) = find(["a.zip"])
    with pytest.raises(UnreadableError, match=r"a\.zip/a\.xml: damaged in its archive: Bad CRC-32"):
        read_bytes(item, LIMIT)


def test_bytes_and_paths_from_python_are_inputs_too(folder: Path) -> None:
    assert read_bytes(as_input(b"words"), LIMIT) == b"words"
    assert read_bytes(as_input(Path("texts/a.xml")), LIMIT) == b"a.xml"
    item = as_input("texts/a.xml")
    assert as_input(item) is item
