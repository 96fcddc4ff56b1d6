"""What the tests of several exporters share: a sample, documents made in a line, files kept in memory."""

from __future__ import annotations

import contextlib
import gc
import io
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tei_tools import rooms
from tei_tools.errors import TeiToolsError
from tei_tools.exporters import Options
from tei_tools.records import Record, read

SAMPLE = Path(__file__).parents[1] / "records" / "sample.xml"
Files = dict[str, bytes]


class Kept:
    """An output that keeps its files in memory."""

    def __init__(self) -> None:
        self.files: Files = {}

    def open(self, name: str) -> Any:
        kept = self.files

        class File(io.BytesIO):
            def close(self) -> None:
                if not self.closed:
                    kept[name] = self.getvalue()
                super().close()

        return File()


class Forgetful(io.RawIOBase):
    """A file that keeps nothing of what is written to it."""

    place = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.place

    def write(self, data: Any) -> int:
        self.place += len(data)
        return len(data)


class Nowhere:
    """An output that keeps nothing."""

    def open(self, name: str) -> Any:
        return Forgetful()


@pytest.fixture(scope="session")
def sample() -> Record:
    return read(SAMPLE, name="sample.xml")


@pytest.fixture(scope="session")
def written() -> Callable[..., Files]:
    """``written(format, records, **options)`` gives the files of an export by name."""

    def write(name: str, records: Iterable[Record], **options: Any) -> Files:
        output = Kept()
        rooms.load("exporters", name).export(records, output, Options(**options))
        return output.files

    return write


@pytest.fixture(scope="session")
def small() -> Callable[..., Record]:
    """A record of a few words: ``small(body, identifier, header, stand_off, profile)``."""

    def make(
        body: str,
        identifier: str = "d",
        publication: str = "",
        stand_off: str = "",
        profile: str = "",
        title: str = "",
        place: str = "d.xml",
    ) -> Record:
        data = (
            f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{identifier}"><teiHeader><fileDesc>'
            f"<titleStmt><title>{title or identifier}</title></titleStmt>"
            f"<publicationStmt>{publication}</publicationStmt></fileDesc>"
            f"<profileDesc>{profile}</profileDesc></teiHeader>"
            f"<standOff>{stand_off}</standOff><text><body>{body}</body></text></TEI>"
        )
        return read(data.encode(), name=place)

    return make


@pytest.fixture(scope="session")
def real(shared: Path) -> list[Record]:
    """Some thirty documents of every folder of the corpus; for tests marked ``shared``."""
    found: list[Record] = []
    for folder in sorted((shared / "corpus").iterdir()):
        fitting = [path for path in sorted(folder.rglob("*.xml")) if path.stat().st_size < 200_000]
        for path in fitting[:: max(1, len(fitting) // 3)][:3]:
            with contextlib.suppress(TeiToolsError):
                found.append(read(path, name=f"{folder.name}/{path.name}"))
    assert len(found) > 10
    return found


@pytest.fixture
def grows() -> Callable[..., float]:
    """By how much the peak of memory grows from 5 to 40 documents of an export."""

    def measure(name: str, make: Callable[[int], Record], **options: Any) -> float:
        exporter = rooms.load("exporters", name)

        def peak(number: int) -> int:
            def records() -> Iterator[Record]:
                for place in range(number):
                    gc.collect()
                    yield make(place)

            tracemalloc.start()
            exporter.export(records(), Nowhere(), Options(**options))
            found = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            return found

        peak(3)
        gc.freeze()  # so that looking for what is no longer used is quick
        few = peak(5)
        many = peak(40)
        gc.unfreeze()
        return many / few

    return measure
