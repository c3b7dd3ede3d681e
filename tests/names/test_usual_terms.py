"""Usual Chinese terms in English."""

from __future__ import annotations

import pytest

from generator import vocabulary
from generator.names.latin import has_chinese
from generator.names.terms import Term, term_for


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("第一组", Term("Group 1")),
        ("第十二组", Term("Group 12")),
        ("一号会议室", Term("Meeting Room 1")),
        ("1号车", Term("Vehicle 1")),
        ("A车", Term("Vehicle A")),
        ("1号桌", Term("Table 1")),
        ("8301房", Term("Room 8301")),
        ("二楼餐厅", Term("Dining Hall, Floor 2")),
        ("东出口", Term("East Exit")),
        ("村口停车场", Term("Village Entrance Car Park")),
        ("副局长", Term("Deputy Director")),
        ("县人民医院", Term("County People's Hospital")),
        ("市文化和旅游局", Term("Municipal Bureau of Culture and Tourism")),
        ("明峰宾馆", Term("Mingfeng Hotel", has_name=True)),
        ("云溪生态园", Term("Yunxi Eco-park", has_name=True)),
        ("老槐树广场", Term("Laohuaishu Square", has_name=True)),
    ],
)
def test_what_is_certain_is_translated(text: str, term: Term) -> None:
    assert term_for(text, "en") == term


@pytest.mark.parametrize(
    "text", ["第一组讨论", "综合科科长", "市生态旅游协会", "座谈会纪要", "村", ""]
)
def test_what_is_not_certain_is_left(text: str) -> None:
    assert term_for(text, "en") is None


def test_a_language_without_terms_of_its_own_has_the_english_ones() -> None:
    assert term_for("第一组", "ru") == Term("Group 1")


def test_every_term_is_found_by_its_own_text_and_has_no_chinese_in_it() -> None:
    for text, translation in vocabulary.catalog("en").terms.items():
        assert not has_chinese(translation)
        filled = text.replace("{n}", "2").replace("{term}", "宾馆").replace("{name}", "明峰")
        assert term_for(filled, "en") is not None, filled
