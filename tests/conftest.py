"""What all tests share: where the measuring texts are, what a mark asks for, and when a skip is a failure."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How quickly examples are made depends on what else the machine does, and says nothing of what is tested.
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    absent = {
        "shared": None if SHARED.is_dir() else "the measuring texts (../shared) are not here",
        "jing": None if shutil.which("java") else "jing needs Java, and there is none",
        "browser": None if shutil.which("chromium") else "there is no Chromium",
    }
    for item in items:
        for mark, reason in absent.items():
            if reason and item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where ``TEI_TOOLS_MUST_RUN`` names a mark, a test that carries it may not be skipped."""
    report = yield
    must_run = set(os.environ.get("TEI_TOOLS_MUST_RUN", "").split())
    marks = {mark.name for mark in item.iter_markers()}
    needs_shared = "shared" in marks and not SHARED.is_dir()
    if report.skipped and marks & must_run and not needs_shared:
        report.outcome = "failed"
        report.longrepr = (
            f"skipped although {' and '.join(sorted(marks & must_run))} must run: {report.longrepr}"
        )
    return report


@pytest.fixture(scope="session")
def root() -> Path:
    """The top folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of measuring texts; only for tests marked ``shared``."""
    return SHARED


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, which looks for what keeps people from using a page."""
    from importlib.resources import files

    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Generator[None, None, None]:
    """A command that is quiet does not make the tests after it deaf."""
    level = logging.getLogger().level
    yield
    logging.getLogger().setLevel(level)


@pytest.fixture(autouse=True)
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or fills the user's own cache."""
    base = tmp_path_factory.getbasetemp() / "tei-tools-cache"
    monkeypatch.setenv("TEI_TOOLS_CACHE", str(base))
