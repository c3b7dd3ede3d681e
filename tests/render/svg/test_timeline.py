"""A day's picture: tracks in parallel, nothing cut off, nothing overlapping."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from generator.render.svg.elements import LABEL_TEXT
from generator.render.svg.timeline import HOUR, Bar, Track, lay_out, timeline_picture


def bar(start: float, end: float, label: str = "") -> Bar:
    """A bar from one hour to another."""
    return Bar(int(start * 60), int(end * 60), label)


MORNING, OVERLAPPING, NEXT = bar(9, 11), bar(10, 12), bar(11, 12)
SHORT = bar(9, 9.25, "县情介绍会")


@pytest.mark.parametrize(
    ("bars", "rows"),
    [
        ([], []),
        ([MORNING], [[MORNING]]),
        ([MORNING, NEXT], [[MORNING, NEXT]]),
        ([OVERLAPPING, MORNING], [[MORNING], [OVERLAPPING]]),
        ([MORNING, OVERLAPPING, bar(12, 13)], [[MORNING, bar(12, 13)], [OVERLAPPING]]),
        ([SHORT, bar(9.5, 10)], [[SHORT], [bar(9.5, 10)]]),
        ([SHORT, bar(11, 12)], [[SHORT, bar(11, 12)]]),
    ],
    ids=["none", "one", "touching", "parallel", "room again", "label in the way", "label clear"],
)
def test_bars_that_overlap_are_in_separate_rows(bars: list[Bar], rows: list[list[Bar]]) -> None:
    assert lay_out(bars) == rows


def test_labels_are_never_cut_off() -> None:
    label = "云溪生态园湿地保护现场交流与座谈"

    picture = timeline_picture([Track("活动", "item", (bar(19, 19.5, label),))], "5月18日")

    assert f">{label}</text>" in picture
    (width,) = re.findall(r'viewBox="0 0 (\d+) ', picture)
    (x,) = re.findall(rf'<text x="([\d.]+)" y="\d+" class="behind">{label}', picture)
    assert float(x) + LABEL_TEXT.width(label) <= int(width)


def test_hours_run_on_after_midnight() -> None:
    picture = timeline_picture([Track("活动", "item", (bar(22.5, 24.5, "夜谈"),))], "5月18日")

    assert re.findall(r'class="small">(\d\d)<', picture) == ["22", "23", "00", "01"]


def test_a_track_without_events_takes_no_room() -> None:
    items, no_meals = Track("活动", "item", (MORNING,)), Track("用餐", "meal", ())

    assert timeline_picture([items, no_meals], "") == timeline_picture([items], "")
    assert timeline_picture([no_meals], "") == ""


def test_the_picture_is_well_formed_whatever_its_labels() -> None:
    nasty = '"><script>&'

    picture = timeline_picture([Track(nasty, nasty, (bar(9, 10, nasty),))], nasty)

    root = ElementTree.fromstring(picture)
    assert root.get("aria-label") == nasty
    assert "".join(root.itertext()).count(nasty) == 3


def test_a_day_from_seven_to_nine_fits_a_desk_s_page() -> None:
    assert 14 * HOUR <= 640
