"""What several tests need: a visit out of a few lines of YAML, with the real standing pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, settings

from generator.findings import Finding
from generator.load import load_standing, load_visit
from generator.model.standing import Standing
from generator.model.visit import Visit
from tests.support.project import HEADER, PROJECT
from tests.support.proof import PROOF, counts
from tests.support.visit_files import HEADER as HEADING
from tests.support.visit_files import Files, Loaded, LoadFiles, shown, write
from tests.threats.register import counted

pytest_plugins = ["tests.support.web.browsers", "tests.support.web.deployment"]

# What is slow on a busy machine is no failure: time is measured by the benchmark. The same examples
# each time, so that no change is blamed for what another one did; `make proof SEED=…` tries others.
settings.register_profile(
    "tests",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=counts(20, 100),
    derandomize=not PROOF,
)
settings.load_profile("tests")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave tests marked `proof` to `make proof`."""
    if PROOF:
        return
    left = [item for item in items if item.get_closest_marker("proof")]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if not item.get_closest_marker("proof")]


def pytest_report_header() -> str:
    """Said at the top of a run, also where the tests run in several processes."""
    return f"tests/threats/register.yml: {counted()}"


@pytest.fixture(scope="session")
def standing() -> Standing:
    """The standing pages of docs/."""
    found, findings = load_standing(PROJECT / "docs")
    assert findings == ()
    return found


@pytest.fixture
def load(tmp_path: Path, standing: Standing) -> Callable[..., tuple[Visit | None, list[Finding]]]:
    """Loads a visit from its text, or from sections laid over a minimal heading."""

    def read(
        text: str | None = None, /, slug: str = "case", **sections: Any
    ) -> tuple[Visit | None, list[Finding]]:
        folder = tmp_path / "visits" / slug
        folder.mkdir(parents=True, exist_ok=True)
        content = (
            text
            if text is not None
            else yaml.safe_dump(HEADER | sections, allow_unicode=True, sort_keys=False)
        )
        (folder / "visit.yml").write_text(content, "utf-8")
        visit, findings = load_visit(folder, standing, tmp_path)
        return visit, list(findings)

    return read


@pytest.fixture
def visit_of(load: Callable[..., tuple[Visit | None, list[Finding]]]) -> Callable[..., Visit]:
    """A visit that loads without a finding."""

    def made(**sections: Any) -> Visit:
        visit, findings = load(**sections)
        assert findings == []
        assert visit is not None
        return visit

    return made


@pytest.fixture
def load_files(tmp_path: Path, standing: Standing) -> LoadFiles:
    """Loads a visit whose visit.yml says `text` below a heading, with other files beside it."""

    def load(
        text: str = "", /, header: str = HEADING, slug: str = "case", **files: bytes
    ) -> Loaded:
        named: Files = {name.replace("__", "."): content for name, content in files.items()}
        folder = write(tmp_path / "visits" / slug, {"visit.yml": header + text, **named})
        visit, findings = load_visit(folder, standing, tmp_path)
        return visit, shown(findings, slug)

    return load
