"""A small complete visit of each kind has no findings; a breach of its rules has exactly its own.

study.yml and the others have a whole visit, and breaches by name: a change that is merged into the
visit (mappings by key, lists by position, null deletes), and the findings that follow from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.check import check_visit
from generator.findings import Finding
from generator.model.enums import VisitKind
from generator.model.visit import Visit
from tests.support.golden import merged, paths_in

FOLDER = Path(__file__).parent
FILES = {path.stem: path for path in sorted(FOLDER.glob("*.yml"))}
GOLDEN = {name: yaml.safe_load(path.read_text("utf-8")) for name, path in FILES.items()}
KINDS = {"study", "meeting", "foreign", "investment", "inspection"}

Load = Callable[..., tuple[Visit | None, list[Finding]]]


def _breaches() -> Iterator[Any]:
    for kind, golden in GOLDEN.items():
        for name in golden["breaches"]:
            yield pytest.param(kind, name, id=f"{kind}: {name}")


def _findings(load: Load, tmp_path: Path, content: dict[str, Any]) -> list[str]:
    """Each finding of all checks on a visit as `severity code where`, in reading order."""
    visit, problems = load(**content)
    assert problems == []
    assert visit is not None
    paths = paths_in(tmp_path / "visits/case/visit.yml")
    return [
        f"{finding.severity.value} {finding.code} {paths.get(finding.place, 'visit')}"
        for finding in check_visit(visit).findings
    ]


def test_each_kind_has_its_visit_with_three_breaches() -> None:
    assert set(GOLDEN) == KINDS
    assert {name: len(golden["breaches"]) for name, golden in GOLDEN.items()} == dict.fromkeys(
        KINDS, 3
    )


@pytest.mark.parametrize("kind", GOLDEN)
def test_the_visit_of_a_kind_has_no_findings(load: Load, tmp_path: Path, kind: str) -> None:
    content = GOLDEN[kind]["visit"]

    assert _findings(load, tmp_path, content) == []
    visit, _ = load(**content)
    assert visit is not None
    assert visit.kind is VisitKind(kind)


@pytest.mark.parametrize(("kind", "breach"), list(_breaches()))
def test_a_breach_has_its_own_findings_and_no_others(
    load: Load, tmp_path: Path, kind: str, breach: str
) -> None:
    golden = GOLDEN[kind]
    case = golden["breaches"][breach]

    changed = merged(golden["visit"], case["change"])
    assert _findings(load, tmp_path, changed) == case["findings"] != []
