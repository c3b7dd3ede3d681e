"""Pictures of seats: well-formed whatever the names, and everything within its frame."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from generator import vocabulary
from generator.model.enums import SeatingForm
from generator.render.svg.elements import LABEL_TEXT
from generator.render.svg.own_seat import small_seating_picture, small_table_picture
from generator.render.svg.round_table import round_table_picture
from generator.render.svg.seat_rows import seating_legend, seating_picture
from generator.render.svg.seats import Chair, name_lines

WORD = vocabulary.words_under("seating", "zh")
NASTY = '"><script>&'
CHAIR = Chair(NASTY, NASTY, NASTY, "host")
FORMS = {
    SeatingForm.PLATFORM: [[CHAIR, CHAIR]],
    SeatingForm.HALL: [[CHAIR] * 4, [CHAIR]],
    SeatingForm.LONG_TABLE: [[CHAIR, CHAIR], [CHAIR, None]],
    SeatingForm.PHOTOGRAPH: [[CHAIR], [CHAIR] * 3],
    SeatingForm.CAR: [[None, None, CHAIR], [CHAIR] * 3],
    SeatingForm.COACH: [[CHAIR, CHAIR, None, CHAIR, CHAIR]] * 3,
}
PICTURES = {
    **{form: seating_picture(form, rows, NASTY, WORD) for form, rows in FORMS.items()},
    "no rows": seating_picture(SeatingForm.COACH, [], NASTY, WORD),
    "round table": round_table_picture([CHAIR], NASTY, NASTY, NASTY),
    "empty table": round_table_picture([], NASTY, NASTY),
}


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_a_picture_is_well_formed_whatever_its_names(picture: str) -> None:
    root = ElementTree.fromstring(picture)

    assert root.get("aria-label") == NASTY
    assert "{http://www.w3.org/2000/svg}script" not in {element.tag for element in root.iter()}


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_everything_is_within_the_frame(picture: str) -> None:
    root = ElementTree.fromstring(picture)
    width, height = (float(x) for x in str(root.get("viewBox")).split()[2:])

    for box in root.iterfind(".//{*}rect"):
        x, y, wide, high = (float(box.get(key, "")) for key in ("x", "y", "width", "height"))
        assert 0 <= x < x + wide <= width
        assert 0 <= y < y + high <= height
    for text in root.iterfind("{*}text"):
        assert 0 <= float(text.get("y", "")) <= height


@pytest.mark.parametrize("form", FORMS)
def test_seats_do_not_overlap(form: SeatingForm) -> None:
    seats = ElementTree.fromstring(PICTURES[form]).findall(".//{*}g/{*}rect")
    edges = [
        tuple(float(seat.get(key, "")) for key in ("x", "y", "width", "height")) for seat in seats
    ]

    for n, (x, y, wide, high) in enumerate(edges):
        for other_x, other_y, _, _ in edges[n + 1 :]:
            assert abs(x - other_x) >= wide or abs(y - other_y) >= high


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("", []),
        ("张伟", ["张伟"]),
        ("司马相如", ["司马相如"]),
        ("欧阳·朝晖", ["欧阳·", "朝晖"]),
        ("阿依古丽·买买提", ["阿依古丽·", "买买提"]),
        ("Alexander Li", ["Alexander", "Li"]),
        ("Anne-Marie", ["Anne-", "Marie"]),
        ("𬭎" * 60, ["𬭎" * 4, "𬭎" * 4, f"{'𬭎' * 3}…"]),
    ],
)
def test_a_long_name_is_broken_where_it_can_be(name: str, lines: list[str]) -> None:
    assert name_lines(name) == lines


def test_a_name_that_is_cut_off_can_still_be_read_in_full() -> None:
    names = ["阿依古丽·买买提", "𬭎" * 60]
    rows = [[Chair(name) for name in names]]

    picture = seating_picture(SeatingForm.PLATFORM, rows, "", WORD)

    titles = ElementTree.fromstring(picture).iterfind(".//{*}title")
    assert [title.text for title in titles] == ["𬭎" * 60]


@pytest.mark.parametrize("people", [1, 2, 8, 10, 12, 20])
@pytest.mark.parametrize("name", ["张伟", "阿依古丽·买买提江·吐尔逊"])
def test_names_around_a_table_stay_within_the_picture(people: int, name: str) -> None:
    picture = round_table_picture([Chair(name, diet="清真")] * people, "")

    root = ElementTree.fromstring(picture)
    width, height = (float(x) for x in str(root.get("viewBox")).split()[2:])
    width_of_name = LABEL_TEXT.width(name) * 13 / 12
    for text in root.iterfind(".//{*}g/{*}text[@text-anchor]"):
        span = text.find("{*}tspan")
        if span is None:
            continue
        x, y = float(span.get("x", "")), float(text.get("y", ""))
        lefts = {"start": x, "middle": x - width_of_name / 2, "end": x - width_of_name}
        left = lefts[text.get("text-anchor", "")]
        assert 0 <= left <= left + width_of_name <= width
        assert 12 <= y <= height - 13


def test_the_host_s_side_and_diets_are_marked() -> None:
    chairs = [Chair("李娜", side="host"), Chair("马晓东", "5", "清真", "guest")]

    picture = round_table_picture(chairs, "1 号桌", "1")

    assert 'class="chair host"' in picture
    assert 'class="mind" data-search-exclude="">清真<' in picture
    assert 'class="small">5<' in picture


def test_the_legend_names_the_point_of_view_and_the_side_that_ranks_first() -> None:
    legends = {
        right: seating_legend(SeatingForm.PLATFORM, WORD, right_first=right)
        for right in (False, True)
    }

    assert "以左为上" in legends[False]
    assert "以右为尊" in legends[True]
    assert all("从台下看" in legend for legend in legends.values())


PLANS = {
    SeatingForm.PLATFORM: (("ooo",), 0, 2, (50, 10)),
    SeatingForm.HALL: (("oooo", "oo"), 1, 0, (30, 50)),
    SeatingForm.LONG_TABLE: ((".oo", "ooo"), 1, 1, (30, 50)),
    SeatingForm.PHOTOGRAPH: (("o", "ooo"), 0, 0, (30, 10)),
    SeatingForm.CAR: (("..o", "ooo"), 0, 2, (50, 10)),
    SeatingForm.COACH: (("oo.oo", "...oo"), 1, 4, (90, 30)),
}


@pytest.mark.parametrize("form", PLANS)
def test_the_reader_s_own_seat_is_one_of_the_small_picture_s(form: SeatingForm) -> None:
    plan, row, column, place = PLANS[form]

    picture = small_seating_picture(form, plan, row, column)

    root = ElementTree.fromstring(picture)
    own = root.find("{*}circle")
    assert own is not None
    assert (float(own.get("cx", "")), float(own.get("cy", ""))) == place
    assert root.findall(".//{*}text") == []
    assert len(picture.encode()) < 400


def test_the_reader_s_own_seat_at_a_table_is_filled() -> None:
    assert 'class="own"' in small_table_picture(10, "3")
    assert 'class="own"' not in small_table_picture(10, None)
