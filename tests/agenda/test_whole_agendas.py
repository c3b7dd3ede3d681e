"""Agendas in full: a small visit in, all that its readers have on their cards out.

`pytest tests/agenda/test_whole_agendas.py --update-goldens` writes them: read each line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from generator.agenda import Agenda, agenda_of, common_agenda
from generator.model.visit import Visit
from tests.support.outline import outlined
from tests.support.visit_files import write


def parts_of(agenda: Agenda) -> dict[str, Any]:
    """All of an agenda but the visit's facts, which are the same for everybody."""
    parts = {f.name: getattr(agenda, f.name) for f in fields(agenda) if f.name != "visit"}
    return {**parts, "parties": agenda.parties}


@pytest.mark.golden_test("agendas/*.yml")
def test_an_agenda_has_what_its_reader_does_and_may_see(
    golden: Any, visit_of: Callable[..., Visit], tmp_path: Path
) -> None:
    golden.get("about")
    write(tmp_path / "visits/case/papers", golden.get("papers", {}))
    visit = visit_of(**golden["visit"])

    people = {person.name: person for person in visit.people.values()}
    agendas = [agenda_of(visit, people[name]) for name in golden.get("readers", ())]
    assert golden.out["agendas"] == [outlined(parts_of(agenda)) for agenda in agendas]
    assert golden.out["common"] == outlined(parts_of(common_agenda(visit)))


@pytest.mark.golden_test("panels/*.yml")
def test_a_panel_has_what_a_working_group_needs_of_the_visit(
    golden: Any, visit_of: Callable[..., Visit]
) -> None:
    golden.get("about")
    visit = visit_of(**golden["visit"])

    people = {person.name: person for person in visit.people.values()}
    assert golden.out["panels"] == {
        name: outlined(agenda_of(visit, people[name]).panels) for name in golden["readers"]
    }
