"""25-41: people as lists name them, through YAML and through a workbook alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from generator.build.microsite import MicrositeInputs, microsite_files
from generator.model.visit import Visit
from tests.support.cards import first_card
from tests.support.visit_files import (
    SECRET,
    SOURCES,
    LoadFiles,
    LoadRows,
    Row,
    named,
    place_of,
    without_columns,
)

CHANGED = datetime(2026, 5, 1, tzinfo=UTC)

Said = list[str | None]
Case = tuple[list[Row], list[tuple[int, str, str]], str, Said]


CASES: dict[str, Case] = {
    "25-two-with-one-name": (
        named("张三", "李四", "张三"),
        [(2, "name", "person.same")],
        "name",
        ["张三", "李四"],
    ),
    "25-two-with-one-name-of-two-units": (
        [{"name": "张三", "unit": "甲局"}, {"name": "张三", "unit": "乙局"}],
        [],
        "id",
        ["张三@甲局", "张三@乙局"],
    ),
    "26-one-name-with-several-dots": (
        named("欧阳·晓", "欧阳•晓", "欧阳．晓"),
        [(row, "name", f"person.{code}") for row in (1, 2) for code in ("name_dot", "same")],
        "name",
        ["欧阳·晓"],
    ),
    "28-one-name-decomposed-and-composed": (
        named("Jose\u0301", "Jos\u00e9"),
        [(1, "name", "person.same")],
        "name",
        ["Jose\u0301"],
    ),
    "28-a-compatibility-character-is-shown-as-given": (named("\uf900"), [], "name", ["\uf900"]),
    "29-a-zero-width-space-makes-no-other-name": (
        named("张三", "张\u200b三"),
        [(1, "name", "person.same")],
        "name",
        ["张三"],
    ),
    "31-one-character": (named("甲"), [], "name", ["甲"]),
    "35-ids-that-look-like-paths": (
        [
            {"name": "甲", "id": "../../etc/passwd"},
            {"name": "乙", "id": "CON"},
            {"name": "丙", "id": "aux.html"},
            {"name": "丁", "id": "a/b"},
            {"name": "戊", "id": "x."},
            {"name": "己", "id": "y "},
        ],
        [],
        "id",
        ["../../etc/passwd", "CON", "aux.html", "a/b", "x.", "y"],
    ),
    "36-telephones": (
        [
            {"name": "甲", "phone": "1.3900000001E10"},
            {"name": "乙", "phone": "139 0000 0002"},
            {"name": "丙", "phone": "+8613900000003"},
            {"name": "丁", "phone": "0717-5550123"},
            {"name": "戊", "phone": "0717-5550123转8012"},
        ],
        [],
        "phone",
        ["13900000001", "139 0000 0002", "+8613900000003", "0717-5550123", "0717-5550123转8012"],
    ),
    "36-what-is-no-telephone": (
        [{"name": "甲", "phone": "见名片"}],
        [(0, "phone", "value.phone")],
        "name",
        [],
    ),
    "37-no-sex-unit-or-telephone": (named("甲"), [], "phone", [None]),
    "37-no-name": (
        [{"name": "", "unit": "甲局"}],
        [(0, "name", "value.missing")],
        "name",
        [],
    ),
    "37-a-name-that-nobody-sees": (
        [{"name": "\u200b\u2060", "unit": "甲局"}],
        [(0, "name", "value.missing")],
        "name",
        [],
    ),
    "38-nobody": ([], [], "name", []),
    "39-one-guest": (named("张三"), [], "name", ["张三"]),
    "92-ids-that-differ-by-case-only": (
        [{"name": "甲", "id": "g1"}, {"name": "乙", "id": "G1"}],
        [(1, "id", "person.same")],
        "id",
        ["g1"],
    ),
}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("case", CASES)
def test_people_are_read_or_reported(load_rows: LoadRows, case: str, source: str) -> None:
    rows, problems, field, values = CASES[case]

    visit, findings = load_rows(source, "guests", rows)

    expected = [f"{place_of(source, row, of, rows)} {code}" for row, of, code in problems]
    assert without_columns(findings) == expected
    assert visit is not None
    assert [getattr(guest, field) for guest in visit.guests] == values


MARKED = {
    "29-an-override": "\u202e张三",
    "29-an-isolate": "\u2066张三\u2069",
    "29-an-embedding": "\u202a张三\u202c",
}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("case", MARKED)
def test_direction_marks_are_removed_and_reported(
    load_rows: LoadRows, case: str, source: str
) -> None:
    rows = named(MARKED[case])
    visit, findings = load_rows(source, "guests", rows)

    code = "yaml.turning_mark" if source == "yaml" else "workbook.control_character"
    assert without_columns(findings) == [f"{place_of(source, 0, 'name', rows)} {code}"]
    assert visit is not None
    assert [guest.name for guest in visit.guests] == ["张三"]


def test_names_that_differ_in_their_dots_are_one_wherever_they_are_used(
    visit_of: Callable[..., Visit],
) -> None:
    item = {"day": "2026-05-18", "time": "9:00", "title": "座谈会", "for": "欧阳•晓、司马．光"}
    visit = visit_of(guests=["欧阳·晓", "司马·光"], schedule=[item])

    (item_read,) = visit.schedule
    assert [person.name for person in item_read.participants.people] == ["欧阳·晓", "司马·光"]


def test_a_name_that_two_people_have_is_ambiguous(load_files: LoadFiles) -> None:
    people = "guests: [{name: 张三, unit: 甲局}, {name: 张三, unit: 乙局}]\n"
    item = "schedule: [{{day: 2026-05-18, time: 9:00, title: 座谈会, for: {}}}]\n"

    assert load_files(people + item.format("张三"))[1] == ["visit.yml:6:59 name.ambiguous"]
    assert load_files(people + item.format("张三@乙局"))[1] == []


def test_a_visit_without_guests_has_a_complete_microsite(visit_of: Callable[..., Visit]) -> None:
    making = MicrositeInputs(SECRET, date(2026, 5, 18), first_card)

    made = {file.path: file.render() for file in microsite_files(visit_of(guests=[]), making)}

    assert set(made) == {"404.html", "index.html", "sw.js"}


@pytest.mark.parametrize("source", SOURCES)
def test_five_thousand_guests_all_have_cards(load_rows: LoadRows, source: str) -> None:
    visit, findings = load_rows(source, "guests", named(*(f"来宾{n}" for n in range(5_000))))

    assert findings == []
    assert visit is not None
    assert len({guest.id for guest in visit.guests}) == 5_000


@pytest.mark.parametrize(
    ("staff", "guest", "expected"),
    [
        ({"name": "李娜"}, {"name": "李娜"}, ["visit.yml:6 person.same"]),
        ({"name": "李娜", "unit": "县"}, {"name": "李娜", "unit": "市"}, []),
    ],
    ids=["41-one-person", "41-two-persons-of-one-name"],
)
def test_a_guest_who_is_on_the_staff_list_too(
    load_files: LoadFiles, staff: Row, guest: Row, expected: list[str]
) -> None:
    text = f"team: {{staff: [{dict(staff)}]}}\nguests: [{dict(guest)}]\n".replace("'", "")

    assert without_columns(load_files(text)[1]) == expected
