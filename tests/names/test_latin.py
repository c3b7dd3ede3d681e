"""Chinese names and places in Latin letters."""

from __future__ import annotations

import subprocess
import sys

import pytest

from generator.names.latin import is_name_of_person, latin_name, latin_text


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("李娜", "Li Na"),
        ("曾国藩", "Zeng Guofan"),
        ("单田芳", "Shan Tianfang"),
        ("仇英", "Qiu Ying"),
        ("解晓东", "Xie Xiaodong"),
        ("查良镛", "Zha Liangyong"),
        ("区志明", "Ou Zhiming"),
        ("朴海英", "Piao Haiying"),
        ("尉迟恭", "Yuchi Gong"),
        ("万俟卨", "Moqi Xie"),
        ("欧阳修", "Ouyang Xiu"),
        ("单于小雨", "Chanyu Xiaoyu"),
        ("欧阳·朝晖", "Ouyang Zhaohui"),
        ("吕梁", "Lü Liang"),
        ("李长安", "Li Chang'an"),
        ("李 长江", "Li Changjiang"),
        ("阿依古丽·买买提", "Ayiguli Maimaiti"),
        ("安娜•凯勒", "Anna Kaile"),
        ("阿迪力", "Adili"),
        ("扎西多吉", "Zhaxi Duoji"),
        ("卓玛", "Zhuoma"),
    ],
)
def test_a_name_is_written_as_its_bearer_would_write_it(name: str, latin: str) -> None:
    assert latin_name(name) == latin


@pytest.mark.parametrize("name", ["John Smith", "Smith, John", "Иван Петров", "黄𠮷", ""])
def test_other_letters_and_unknown_characters_stay(name: str) -> None:
    assert latin_name(name) == name


@pytest.mark.parametrize(
    ("place", "latin"),
    [
        ("石塘", "Shitang"),
        ("西安", "Xi'an"),
        ("重庆", "Chongqing"),
        ("长阳", "Changyang"),
        ("局长", "Juzhang"),
        ("市长江大桥", "Shi chang jiang da qiao"),
        ("西侧、东侧（雨天）", "Xice, Dongce (Yutian)"),
    ],
)
def test_a_place_in_syllables(place: str, latin: str) -> None:
    assert latin_text(place) == latin


def test_a_group_is_not_taken_for_a_person() -> None:
    texts = ["王强", "马组", "第一组", "张医生队", "阿依古丽"]
    assert [is_name_of_person(text) for text in texts] == [True, False, False, False, False]


def test_nothing_imports_pypinyin_before_a_name_is_needed() -> None:
    program = (
        "import sys, generator.cli, generator.build.visit; assert 'pypinyin' not in sys.modules;"
        "from generator.names.latin import latin_name; latin_name('李娜');"
        "assert 'pypinyin' in sys.modules and 'pypinyin.phrases_dict' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
