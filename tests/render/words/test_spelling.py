"""What the office wrote in Chinese, as readers of other languages see it."""

from __future__ import annotations

import pytest

from generator.agenda.views import AgendaLocation
from generator.render.words.places import table_text, vehicle_text
from generator.render.words.spelling import (
    full_place_text,
    name_text,
    note_text,
    place_text,
    proper_text,
    title_text,
    who_text,
)
from generator.text import PersonName, Text

HOTEL = Text.of({"zh": "明峰宾馆", "en": "Mingfeng Hotel"})


def test_a_name_has_its_pinyin_before_it_and_the_office_may_choose_it() -> None:
    assert name_text("李娜", "en") == "Li Na 李娜"
    assert name_text("李娜", "ru") == "Li Na 李娜"
    assert name_text("李娜", "zh") == "李娜"
    assert name_text(PersonName("茜茜", "Sissi"), "en") == "Sissi 茜茜"
    assert name_text("Anna Keller", "en") == "Anna Keller"
    assert name_text("王伟（市教育局）", "en") == (
        "Wang Wei (Municipal Bureau of Education) 王伟（市教育局）"
    )
    assert name_text(None, "en") == ""


def test_a_proper_name_has_the_original_beside_it() -> None:
    assert proper_text("第一组", "en") == "Group 1 第一组"
    assert proper_text("副局长", "en") == "Deputy Director 副局长"
    assert proper_text(Text.of({"zh": "东门", "en": "East Gate"}), "en") == "East Gate 东门"
    assert proper_text("西坝", "en") == "Xiba 西坝"
    assert proper_text("第一组", "zh") == "第一组"


def test_a_title_is_translated_or_has_its_pinyin() -> None:
    assert title_text(Text.of({"zh": "座谈", "en": "Forum"}), "en") == "Forum"
    assert title_text(Text("座谈会"), "en") == "Discussion Meeting"
    assert title_text(Text("看戏"), "en") == "Kanxi 看戏"
    assert title_text(Text.of({"zh": "座谈", "en": "Forum"}), "ru") == "Forum"


def test_a_sentence_is_translated_or_stays() -> None:
    assert note_text(Text("请带外套。"), "en") == "请带外套。"
    assert (
        note_text(Text.of({"zh": "请带外套。", "en": "Bring a jacket."}), "en") == "Bring a jacket."
    )


@pytest.mark.parametrize(
    ("space", "full", "short"),
    [
        (None, "Mingfeng Hotel 明峰宾馆", "Mingfeng Hotel"),
        ("一号会议室", "Meeting Room 1, Mingfeng Hotel 明峰宾馆 一号会议室",
         "Meeting Room 1, Mingfeng Hotel"),
        ("8301", "Mingfeng Hotel 8301 明峰宾馆 8301", "Mingfeng Hotel 8301"),
        ("听涛轩", "Tingtaoxuan, Mingfeng Hotel 明峰宾馆 听涛轩",
         "Tingtaoxuan, Mingfeng Hotel 明峰宾馆 听涛轩"),
    ],
)  # fmt: skip
def test_a_place_begins_with_what_is_looked_for(space: str | None, full: str, short: str) -> None:
    place = AgendaLocation(HOTEL, Text(space) if space else None)
    assert full_place_text(place, "en") == full
    assert place_text(place, "en") == short
    assert full_place_text(place, "zh") == place_text(place, "zh") == place.name_in("zh")


def test_vehicles_and_tables_have_their_numbers() -> None:
    assert vehicle_text("1号车", "en", "鄂E·0C021") == "Vehicle 1 (鄂E·0C021)"
    assert vehicle_text("1号车", "zh", "鄂E·0C021") == "1号车 鄂E·0C021"
    assert vehicle_text(None, "en", "鄂E·0C021") == "鄂E·0C021"
    assert table_text("主桌", "en", "3") == "Head Table, seat 3"
    assert table_text("主桌", "zh", "3") == "主桌 3 号座"
    assert table_text("4", "en") == "Table 4"


def test_a_list_of_people_tells_persons_from_groups() -> None:
    assert [who_text(Text(text), "en") for text in ("王强", "第二组", "专家组")] == [
        "Wang Qiang 王强",
        "Group 2 第二组",
        "Expert Group 专家组",
    ]
