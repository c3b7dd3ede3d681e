"""Fixtures for all tests: a visit from a few lines of YAML, with the real standing pages."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import pytest_golden.yaml
from hypothesis import HealthCheck, settings
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader
from mkdocs.theme import Theme

from generator.build import handbook, shells
from generator.findings import Finding
from generator.handbook_pages import HandbookPages
from generator.load import load_standing, load_visit
from generator.model.standing import Standing
from generator.model.visit import Visit
from generator.project import Project
from tests.support.golden import parsed
from tests.support.project import HEADER, PROJECT
from tests.support.proof import PROOF, counts
from tests.support.shared import built_once, shared_folder
from tests.support.visit_files import HEADER as HEADING
from tests.support.visit_files import Files, Loaded, LoadFiles, shown, write, yaml_text
from tests.threats.register import counted

# pytest-golden parses a case twice a test.
pytest_golden.yaml._safe.load = lambda file: parsed(file.read())

pytest_plugins = ["tests.support.web.browsers", "tests.support.web.deployment"]

# Where Python is set not to keep what it compiles, each command that a test starts compiles the
# whole program: a third of the processor time of a short one.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A slow example is no failure: the benchmark measures time. The examples are the same each time, so
# that no change is blamed for another; `make proof SEED=…` tries others.
settings.register_profile(
    "tests",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=counts(20, 100),
    derandomize=not PROOF,
)
settings.load_profile("tests")


# The collector looks at every object again and again, and a collection of 8,000 tests makes objects
# that all stay: a quarter of its time.
gc.disable()


def pytest_collection_finish() -> None:
    """Let the garbage collector look at what the tests make, and not at the tests."""
    gc.freeze()
    gc.set_threshold(3_000, 10, 10)
    gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave tests marked `proof` to `make proof`."""
    if PROOF:
        return
    deselected = [item for item in items if item.get_closest_marker("proof")]
    config.hook.pytest_deselected(items=deselected)
    items[:] = [item for item in items if not item.get_closest_marker("proof")]


def pytest_report_header() -> str:
    """Return a line for the top of a run, also with several processes."""
    return f"tests/threats/register.yml: {counted()}"


@pytest.fixture(scope="session", autouse=True)
def kept_templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The templates of the theme, listed once in a process and compiled once in a run.

    Compiling them takes two fifths of a build of the handbook.
    """
    folder = shared_folder(tmp_path_factory) / "templates"
    folder.mkdir(exist_ok=True)
    environment_of = Theme.get_env
    names_in = cache(lambda *folders: FileSystemLoader(folders).list_templates())

    def environment(theme: Theme) -> Environment:
        made = environment_of(theme)
        made.bytecode_cache = FileSystemBytecodeCache(str(folder))
        if not theme.custom_dir and made.loader:
            # Of its 14,000 files almost all are icons.
            made.loader.list_templates = lambda: names_in(*theme.dirs)
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Theme, "get_env", environment)
        yield


@pytest.fixture(scope="session", autouse=True)
def kept_shells(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The shells of a handbook, made by MkDocs once in a run and copied for the same inputs.

    Small projects of many tests differ in the data of their visits, which no shell contains.
    """
    make = handbook.make_shells

    def copied_or_made(
        project: Project, pages: HandbookPages, inputs: str, superseded: Callable[[], bool]
    ) -> None:
        folder = project.settings.output_folder / shells.FOLDER

        def build(kept: Path) -> None:
            make(project, pages, inputs, superseded)
            shutil.copytree(folder, kept)

        kept = built_once(tmp_path_factory, f"shells-{inputs}", build)
        if not shells.are_kept(project.settings, inputs):
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(kept, folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handbook, "make_shells", copied_or_made)
        yield


@pytest.fixture(scope="session", autouse=True)
def unsynced() -> Iterator[None]:
    """No file of a test needs to outlive a power failure."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        patch.setattr(os, "sync", lambda: None, raising=False)
        yield


@pytest.fixture(scope="session")
def standing() -> Standing:
    """The standing pages of docs/."""
    pages, findings = load_standing(PROJECT / "docs")
    assert findings == ()
    return pages


@pytest.fixture
def load(tmp_path: Path, standing: Standing) -> Callable[..., tuple[Visit | None, list[Finding]]]:
    """Loads a visit from its text, or from sections added to a minimal heading."""

    def read(
        text: str | None = None, /, slug: str = "case", **sections: Any
    ) -> tuple[Visit | None, list[Finding]]:
        folder = tmp_path / "visits" / slug
        folder.mkdir(parents=True, exist_ok=True)
        content = text if text is not None else yaml_text(HEADER | sections)
        (folder / "visit.yml").write_text(content, "utf-8")
        visit, findings = load_visit(folder, standing, tmp_path)
        return visit, list(findings)

    return read


@pytest.fixture
def visit_of(load: Callable[..., tuple[Visit | None, list[Finding]]]) -> Callable[..., Visit]:
    """A visit that loads without a finding."""

    def load_visit_of(**sections: Any) -> Visit:
        visit, findings = load(**sections)
        assert findings == []
        assert visit is not None
        return visit

    return load_visit_of


@pytest.fixture
def load_files(tmp_path: Path, standing: Standing) -> LoadFiles:
    """Loads a visit with `text` below a heading in visit.yml, and with other files."""

    def load(
        text: str = "", /, header: str = HEADING, slug: str = "case", **files: bytes
    ) -> Loaded:
        named: Files = {name.replace("__", "."): content for name, content in files.items()}
        folder = write(tmp_path / "visits" / slug, {"visit.yml": header + text, **named})
        visit, findings = load_visit(folder, standing, tmp_path)
        return visit, shown(findings, slug)

    return load
