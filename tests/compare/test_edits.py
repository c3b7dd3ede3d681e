"""Every edit of a visit is reported by the name of its record; without one, nothing is."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.compare import differences_between
from generator.load import load_standing, load_visit
from generator.model.visit import Visit
from generator.render.comparison.report import comparison_text
from generator.sample import write_sample
from tests.support.project import PROJECT
from tests.support.proof import counts

STANDING, _ = load_standing(PROJECT / "docs")
FOLDER = PROJECT / "visits/2026-06-exchange"
WRITTEN: dict[str, Any] = yaml.load((FOLDER / "visit.yml").read_text("utf-8"), yaml.BaseLoader)
PEOPLE = [person["name"] for person in (*WRITTEN["guests"], *WRITTEN["team"]["staff"])]
PLACES = ["县政府机关", "明峰宾馆", "明峰宾馆/一号会议室", "明峰宾馆/一楼餐厅", "机关食堂"]
CHOICES = {
    "sex": ["男", "女"], "kind": ["考察", "会议", "晚餐", "早餐", "其他"],
    "payer": ["自付", "接待方"],
    "rank": ["乡科级", "县处级"], "privacy": ["sealed", "link"], "target": ["intranet", "paper"],
    "people": ["程立", "苗青、司徒云", "郑凯"], "room": ["8401", "8402", "8405"],
    "role": ["medical", "security"],
    "place": PLACES, "from": PLACES, "to": PLACES, "venue": ["明峰宾馆"],
}  # fmt: skip
BY = {
    "guests": "name", "parties": "name", "schedule": "title", "expenses": "item",
    "contacts": "what", "vehicles": "number", "waivers": "code",
}  # fmt: skip
"""The field that names a record on its line."""
LISTS = ("schedule", "stays", "meals", "rides", "vehicles", "expenses", "contacts")
Path_ = tuple[str | int, ...]


def leaves(node: Any, path: Path_ = ()) -> Iterator[Path_]:
    """The path of every text in visit.yml."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, (*path, key))
    elif isinstance(node, list):
        for position, value in enumerate(node):
            yield from leaves(value, (*path, position))
    else:
        yield path


# An event's id only serves references: it is not compared.
LEAVES = sorted((path for path in leaves(WRITTEN) if path[-1] != "id"), key=str)


def edited(written: str, field: str, draw: Any) -> str:
    """A different text of the same kind."""
    if field in CHOICES:
        return draw(st.sampled_from(CHOICES[field]))
    if written in PEOPLE:
        return draw(st.sampled_from(PEOPLE))
    if re.fullmatch(r"[\d:.-]+|\d+月\d+日", written):
        digit = draw(st.sampled_from("0123456789"))
        return written[:-1] + digit if written[-1].isdigit() else written[:-2] + digit + "日"
    return written + draw(st.sampled_from(["改", "二", " x"]))


def changed(path: Path_, value: Any) -> dict[str, Any]:
    """The visit with one text changed."""
    written = copy.deepcopy(WRITTEN)
    at: Any = written
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return written


def loaded(written: dict[str, Any], folder: Path) -> Visit:
    """The loaded visit; the example is skipped where the text is not valid."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "visit.yml").write_text(yaml.safe_dump(written, allow_unicode=True), "utf-8")
    visit, findings = load_visit(folder, STANDING, folder)
    assume(visit is not None and not findings)
    assert visit is not None
    return visit


@cache
def as_written() -> Visit:
    """The sample visit itself."""
    visit, findings = load_visit(FOLDER, STANDING, PROJECT)
    assert findings == ()
    assert visit is not None
    return visit.model_copy(update={"slug": "visit"})


def names_in(section: str, position: int, before: Visit) -> str:
    """The name of a record on its line; empty where the line names people instead."""
    if section in BY:
        return str(getattr(getattr(before, section)[position], BY[section]))
    return ""


@settings(max_examples=counts(15, 60))
@given(data=st.data())
def test_an_edit_is_reported_with_the_name_of_its_record(data: Any, tmp_path_factory: Any) -> None:
    path = data.draw(st.sampled_from(LEAVES))
    field = next(step for step in reversed(path) if isinstance(step, str))
    at: Any = WRITTEN
    for step in path:
        at = at[step]
    folder = tmp_path_factory.mktemp("edit")
    before = as_written()
    after = loaded(changed(path, edited(at, field, data.draw)), folder / "visit")

    text = comparison_text(differences_between(before, after), "zh")

    same = before == after  # compared here: an assertion would print two complete visits
    assert (text == "两个版本没有差别。") is same
    if not same and len(path) > 2 and isinstance(path[1], int):
        assert names_in(str(path[0]), path[1], before) in text


@settings(max_examples=counts(6, 20))
@given(data=st.data())
def test_the_order_of_lists_is_no_difference(data: Any, tmp_path_factory: Any) -> None:
    shuffled = copy.deepcopy(WRITTEN)
    for section in LISTS:
        shuffled[section] = data.draw(st.permutations(shuffled[section]))
    folder = tmp_path_factory.mktemp("order")

    assert differences_between(as_written(), loaded(shuffled, folder / "visit")) == ()


@settings(max_examples=counts(3, 8))
@given(guests=st.integers(1, 60), seed=st.integers(0, 99))
def test_the_names_of_folder_and_workbook_are_no_difference(
    guests: int, seed: int, tmp_path_factory: Any
) -> None:
    folder = tmp_path_factory.mktemp("same")
    for copied in ("one", "two"):
        write_sample(folder / copied, guests, seed)
    (folder / "two/book.xlsx").rename(folder / "two/名单.xlsx")
    text = (folder / "two/visit.yml").read_text("utf-8").replace("book.xlsx", "名单.xlsx")
    (folder / "two/visit.yml").write_text(text, "utf-8")

    before, after = (load_visit(folder / name, STANDING, folder) for name in ("one", "two"))

    assert before[1] == after[1] == ()
    assert before[0] is not None
    assert after[0] is not None
    assert differences_between(before[0], after[0]) == ()
