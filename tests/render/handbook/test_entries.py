"""What a search finds of a visit, and the row that each entry leads to."""

from __future__ import annotations

import json
from collections.abc import Callable

from generator.model.visit import Visit
from generator.names.variants import forms_in, with_usual_forms
from generator.render.handbook import pages_of
from generator.render.handbook.blocks import Page
from generator.render.handbook.search_index import with_entries

PLAN = {
    "team": {"staff": [{"name": "王强", "unit": "县机关", "roles": "接待联络组"}]},
    "parties": [{"name": "第一组", "liaison": "王强"}],
    "guests": [
        {"name": "杨文博", "unit": "市旅游协会", "post": "科长", "parties": "第一组",
         "phone": "13900000001"},
        {"name": "㛃文秀", "unit": "市旅游协会", "diet": ["素食"]},
    ],
    "stays": [{"venue": "明峰宾馆", "room": "8301", "people": "杨文博、㛃文秀"}],
    "meals": [
        {
            "day": "2026-05-18",
            "kind": "晚餐",
            "time": "18:00",
            "place": "mingfeng",
            "tables": [{"no": 1, "seats": [{"no": 3, "person": "杨文博"}]}],
        }
    ],
    "vehicles": [{"number": "1号车", "plate": "鄂E·A1234", "driver": "覃志远", "liaison": "王强"}],
    "rides": [
        {
            "day": "2026-05-18",
            "time": "9:00",
            "from": "station",
            "to": "mingfeng",
            "vehicles": [{"vehicle": "1号车", "people": "杨文博"}],
        }
    ],
}  # fmt: skip


def pages(visit_of: Callable[..., Visit]) -> tuple[Page, ...]:
    return pages_of(visit_of(**PLAN))


def test_there_is_an_entry_for_each_person_party_unit_room_and_vehicle(
    visit_of: Callable[..., Visit],
) -> None:
    overview, *_ = pages(visit_of)

    assert [(" · ".join(e.facts), e.more, e.pinyin) for e in overview.entries] == [
        ("杨文博 · 第一组 · 8301 · 1号桌3座 · 1号车", "市旅游协会 科长", "yang wen bo"),
        ("㛃文秀 · 8301", "市旅游协会", "jie wen xiu"),
        ("王强 · 接待联络组", "县机关", "wang qiang"),
        ("第一组 · 1 人", "联络员 王强", ""),
        ("市旅游协会 · 2 人", "", ""),
        ("8301 · 明峰宾馆 · 杨文博、㛃文秀", "", ""),
        ("1号车 · 鄂E·A1234 · 覃志远", "随车联络员 王强", "qin zhi yuan"),
    ]


def test_each_entry_leads_to_its_row_by_an_address_that_names_nobody(
    visit_of: Callable[..., Visit],
) -> None:
    overview, *others = pages(visit_of)
    html = {page.path: "".join(section.html for section in page.sections) for page in others}
    anchors = {page.path: {section.anchor for section in page.sections} for page in others}

    for entry in overview.entries:
        address, _, anchor = entry.address.partition("/#")
        path = f"{address}.md"
        assert anchor in anchors[path] or html[path].count(f'<tr id="{anchor}"') == 1, entry
        assert entry.address.isascii()


def test_the_address_of_a_row_stays_when_other_people_come(visit_of: Callable[..., Visit]) -> None:
    more = {**PLAN, "guests": [{"name": "安然"}, *PLAN["guests"]]}  # type: ignore[misc]

    before, after = pages_of(visit_of(**PLAN))[0], pages_of(visit_of(**more))[0]

    assert before.entries[0] in after.entries


def test_the_index_has_the_entries_and_of_lists_the_headings_alone(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(**PLAN)
    places = [
        {"location": "visits/case/rooming/", "title": "住宿安排", "text": "8301 杨文博"},
        {"location": "visits/case/rooming/#guests", "title": "按来宾", "text": "杨文博 8301"},
        {"location": "rules/", "title": "制度", "text": "制度"},
    ]
    index = json.dumps({"config": {}, "docs": places})

    found = json.loads(with_entries(index, pages(visit_of), [("case", visit, ())]))

    rooming, by_guest, rules, first, *_ = found["docs"]
    assert (rooming["title"], rooming["text"]) == ("住宿安排 · 市生态旅游考察团", "")
    assert (by_guest["title"], by_guest["text"]) == ("按来宾", "")
    assert rules == places[2]
    assert first["title"] == "杨文博 · 第一组 · 8301 · 1号桌3座 · 1号车 — 市生态旅游考察团"
    assert found["config"]["reception"]["visits"] == {"case": ["2026-05-18", "2026-05-20"]}


def test_no_entry_has_a_telephone_or_a_diet(visit_of: Callable[..., Visit]) -> None:
    entries = str(pages(visit_of)[0].entries)

    assert "杨文博" in entries
    assert "1390" not in entries
    assert "素食" not in entries


def test_a_name_that_looks_like_markup_stays_text(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(guests=["<img src=x onerror=alert(1)>"])
    index = json.dumps({"config": {}, "docs": []})

    found = json.loads(with_entries(index, pages_of(visit), [("case", visit, ())]))

    assert found["docs"][0]["title"].startswith("&lt;img src=x onerror=alert(1)&gt; — ")


def test_rare_and_traditional_forms_have_a_usual_one() -> None:
    assert with_usual_forms("陳㛃") == "陈洁"
    forms = forms_in(["李㛃"])
    assert {"㛃洁", "潔洁"} <= {forms[i : i + 2] for i in range(0, len(forms), 2)}
