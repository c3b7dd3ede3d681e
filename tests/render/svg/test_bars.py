"""Bars are as long as what they measure, and their labels are escaped."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

from generator.render.svg.bars import LENGTH, BarRow, bar_picture

SVG = "{http://www.w3.org/2000/svg}"


def bars(rows: list[BarRow]) -> list[list[tuple[str, float]]]:
    """Each row's bars and frames as (class, length)."""
    root = ElementTree.fromstring(bar_picture(rows, "图"))
    return [
        [(rect.get("class", ""), float(rect.get("width", ""))) for rect in row.iter(f"{SVG}rect")]
        for row in root.iter(f"{SVG}g")
    ]


def test_lengths_are_in_proportion_and_the_longest_fills_the_picture() -> None:
    rows = [
        BarRow("一", (("done", 30), ("open", 10)), 80),
        BarRow("二", (("done", 20),)),
        BarRow("三", (("done", 0),), 40),
    ]

    assert bars(rows) == [
        [("done", LENGTH * 3 / 8), ("open", LENGTH / 8), ("frame", LENGTH)],
        [("done", LENGTH / 4)],
        [("frame", LENGTH / 2)],
    ]


def test_a_row_beyond_its_frame_is_marked() -> None:
    picture = bar_picture([BarRow("一", (("done", 3),), 2), BarRow("二", (("done", 2),), 2)], "图")

    kinds = [row.get("class") for row in ElementTree.fromstring(picture).iter(f"{SVG}g")]
    assert kinds == ["over", None]


def test_labels_are_escaped_and_long_ones_leave_room() -> None:
    row = BarRow("<script>" + "长" * 60, (("done", 1),), text="&1")
    picture = bar_picture([row], '"图"')
    root = ElementTree.fromstring(picture)

    label, behind = (text.text for text in root.iter(f"{SVG}text"))
    assert label is not None
    assert label.startswith("<script>长")
    assert label.endswith("…")
    assert behind == "&1"
    assert root.get("aria-label") == '"图"'
    assert float(root.get("width", "")) < LENGTH + 300


def test_without_anything_to_measure_there_is_no_picture() -> None:
    assert bar_picture([], "图") == ""
    assert bar_picture([BarRow("一", (("done", 0),))], "图") == ""
