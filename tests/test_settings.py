"""Settings: one file, checked, whose faults name the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_tools.errors import UsageError
from tei_tools.settings import Settings, load, nearest_file

ALL = """
[header]
publisher = "Archive of Letters"
licence = { target = "https://creativecommons.org/licenses/by/4.0/", text = "CC BY 4.0" }
availability = "free"
project = "Letters"
funder = "A foundation"
resp_stmt = [{ name = "Ann Editor", resp = "edited by" }]
idno = "mine-{name}"
language = "de"
base = "https://example.org/letters/"

[encode]
authority = "persons.csv"
taggers = ["dates"]
max_size = "5MB"

[validate]
schema = "tei_tools"

[convert]
to = ["jsonld", "csv"]

[run]
output = "out"
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(text: str, name: str = "tei-tools.toml") -> Path:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")
    return Path(name)


def fault(text: str) -> str:
    with pytest.raises(UsageError) as caught:
        load(write(text))
    return str(caught.value)


def test_without_a_file_there_are_defaults() -> None:
    assert load() == Settings()


def test_a_file_above_in_a_folder_that_anybody_may_write_to_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "tei-tools.toml").write_text('[header]\npublisher = "Somebody"\n', encoding="utf-8")
    inner = tmp_path / "project"
    inner.mkdir()
    assert nearest_file(inner) == tmp_path / "tei-tools.toml"
    tmp_path.chmod(0o777)
    assert nearest_file(inner) is None
    assert nearest_file(tmp_path) == tmp_path / "tei-tools.toml"


def test_every_table_is_read() -> None:
    settings = load(write(ALL))
    assert settings.header.publisher == "Archive of Letters"
    assert (settings.header.licence, settings.header.licence_target) == (
        "CC BY 4.0",
        "https://creativecommons.org/licenses/by/4.0/",
    )
    assert settings.header.status == "free"
    assert settings.header.responsibilities == (("edited by", "Ann Editor"),)
    assert settings.header.idno == "mine-{name}"
    assert settings.encode.taggers == ("dates",)
    assert settings.encode.max_size == 5_000_000
    assert settings.convert.to == ("jsonld", "csv")


def test_the_nearest_file_is_found_and_its_paths_are_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    here = Path.cwd()
    write(ALL)
    (here / "texts").mkdir()
    monkeypatch.chdir(here / "texts")
    assert load().run.output == here / "out"
    assert load().encode.authority == here / "persons.csv"


@pytest.mark.parametrize("second", ['[header]\npublisher = "Other"', 'publisher = "Other"'])
def test_a_header_file_goes_before_the_settings_key_by_key(second: str) -> None:
    write(ALL)
    header = load(header=write(second, "header.toml")).header
    assert (header.publisher, header.project) == ("Other", "Letters")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[header]\npublsher = "x"',
            "tei-tools.toml: the key 'publsher' is not known in [header]; did you mean publisher?",
        ),
        ("[heder]\n", "the key 'heder' is not known as a table; did you mean header?"),
        (
            '[header]\nresp_stmt = [{ name = "x", rest = "y" }]',
            "is not known in [header] resp_stmt[1]; did you mean resp?",
        ),
        ('[header]\nresp_stmt = [{ name = "x" }]', "[header] resp_stmt[1]: resp is missing"),
        ("[header]\npublisher = 3", "[header] publisher: 3 is not of the type string"),
        (
            '[header]\navailability = "open"',
            '"open" is none of the choices; choose of: free, restricted, unknown',
        ),
        ('[header]\nidno = "{title}"', "[header] idno:"),
        ('[encode]\nmax_size = "big"', "[encode] max_size:"),
        ("[header\n", "tei-tools.toml:1:8: is not TOML"),
    ],
)
def test_a_fault_names_the_file_the_key_and_the_nearest_right_one(text: str, said: str) -> None:
    assert said in fault(text)


def test_a_named_file_that_is_missing_or_no_utf_8_is_told() -> None:
    with pytest.raises(UsageError, match=r"no\.toml: no such settings file"):
        load(Path("no.toml"))
    Path("latin.toml").write_bytes(b'[header]\npublisher = "\xe9"')
    with pytest.raises(UsageError, match="not UTF-8"):
        load(Path("latin.toml"))
