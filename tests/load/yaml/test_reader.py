"""YAML as clerks, editors and attackers write it: each case gives a node or located findings."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.findings import Place
from generator.load.nodes import MappingNode, ScalarNode, SequenceNode
from generator.load.yaml import syntax_errors
from generator.load.yaml.reader import parse_yaml, read_front_matter
from tests.load.parsed import FILE, parse, places_and_codes, plain
from tests.support.proof import counts


def message(text: str) -> str:
    (finding,) = parse_yaml(text.encode(), FILE)[1]
    return str(finding.message)


def bomb() -> str:
    names = "abcdefghi"
    steps = [f"{b}: &{b} [{', '.join(['*' + a] * 10)}]" for a, b in pairwise(names)]
    return "\n".join(["a: &a [x, x, x, x, x, x, x, x, x, x]", *steps])


SOUND = {
    "every plain scalar is text": (
        "a: no\nb: on\nc: 0812\nd: 9:30\ne: 1e3\nf: 1_000\ng: 2026-13-40\nh: 0x1F\ni: .inf",
        {
            "a": "no",
            "b": "on",
            "c": "0812",
            "d": "9:30",
            "e": "1e3",
            "f": "1_000",
            "g": "2026-13-40",
            "h": "0x1F",
            "i": ".inf",
        },
    ),
    "nothing, ~ and null are None; quoted they are text": (
        "a:\nb: ~\nc: null\nd: ''\ne: '~'\nf: \"null\"",
        {"a": None, "b": None, "c": None, "d": "", "e": "~", "f": "null"},
    ),
    "byte order mark": ("\ufeffa: 1", {"a": "1"}),
    "CRLF and lone CR": ("a: 1\rb: 2\r\nc: 3", {"a": "1", "b": "2", "c": "3"}),
    "a modest alias": ("a: &x [1, 2]\nb: *x", {"a": ["1", "2"], "b": ["1", "2"]}),
    "!!str changes nothing": ("a: !!str 0812", {"a": "0812"}),
    "Chinese prose with a full-width colon": (
        "notices:\n- 注意：带外套\n- 时间：另行通知\nnote: |\n  各位来宾：\n  　　欢迎",
        {"notices": ["注意：带外套", "时间：另行通知"], "note": "各位来宾：\n　　欢迎"},
    ),
    "rare characters": ("a: 𬭎㛃䶮 🙂", {"a": "𬭎㛃䶮 🙂"}),
    "a remark with a space": ("a: 8 # 备注\n#整行备注\nb: 9", {"a": "8", "b": "9"}),
    "line separators that editors do not count": ("a: x\u2028y\nb: 1", {"a": "x y", "b": "1"}),
}

ERRORS = {
    "empty": ("", None, [("1:1", "yaml.empty")]),
    "only blank": (" \n\n", None, [("1:1", "yaml.empty")]),
    "only comments": ("# 一\n# 二\n", None, [("1:1", "yaml.only_comments")]),
    "only null": ("---\n~\n", None, [("2:1", "yaml.empty")]),
    "list at top level": ("- a\n- b", None, [("1:1", "yaml.not_mapping")]),
    "two documents": ("a: 1\n---\nb: 2", None, [("2:1", "yaml.two_documents")]),
    "unclosed quote": ('a: "x\n', None, [("1:4", "yaml.unclosed_quote")]),
    "unclosed quote hides no other fault": (
        'a: "x\nb: "y"\nc: 2\nd: [1\ne: 3\ne: 4',
        None,
        [
            ("1:4", "yaml.unclosed_quote"),
            ("4:4", "yaml.unclosed_bracket"),
            ("6:1", "yaml.duplicate_key"),
        ],
    ),
    "unclosed bracket": ("a: {x: 1\nb: 3", None, [("1:4", "yaml.unclosed_bracket")]),
    "apostrophe within quotes": ("a: 'it's'", None, [("1:8", "yaml.indentation")]),
    "crooked indentation": ("a:\n  b: 1\n c: 2", None, [("3:2", "yaml.indentation")]),
    "colon in content": ("a: b: c", None, [("1:5", "yaml.unexpected_colon")]),
    "no colon": ("a: 1\nb\nc: 2", None, [("2:1", "yaml.missing_colon")]),
    "list on the key's line": ("a: - b", None, [("1:4", "yaml.list_on_key_line")]),
    "reserved beginning": (
        "a: @x\nb: `y\nc: %z",
        None,
        [
            ("1:4", "yaml.reserved_character"),
            ("2:4", "yaml.reserved_character"),
            ("3:4", "yaml.reserved_character"),
        ],
    ),
    "backslash": ('a: "C:\\new\\q"', None, [("1:11", "yaml.escape")]),
    "lone surrogate": ('a: "\\ud83d"', None, [("1:7", "yaml.escape")]),
    "NUL, raw and escaped": (
        'a: \0b\nc: "d\\0"',
        {"a": "b", "c": "d"},
        [("1:4", "yaml.control_character"), ("2:4", "yaml.control_character")],
    ),
    "duplicate keys, the first kept": (
        "a: 1\nb:\n  c: 1\n  c: 2\na: 3",
        {"a": "1", "b": {"c": "1"}},
        [("4:3", "yaml.duplicate_key"), ("5:1", "yaml.duplicate_key")],
    ),
    "python object": (
        "a: !!python/object/apply:os.system [x]",
        {"a": ["x"]},
        [("1:4", "yaml.tag")],
    ),
    "own tag": ("a: !foo x", {"a": "x"}, [("1:4", "yaml.tag")]),
    "key is a bracket": ("a: {{7*7}}", {"a": {}}, [("1:5", "yaml.key_not_text")]),
    "unknown alias": ("a: *b", {"a": None}, [("1:4", "yaml.unknown_alias")]),
    "alias within itself": ("a: &b [*b]", {"a": [None]}, [("1:8", "yaml.recursive_alias")]),
    "aliases that expand to a billion": (bomb(), None, [("6:8", "yaml.alias_bomb")]),
    "zero-width space in a key": ("a\u200b: 1", {"a": "1"}, [("1:1", "yaml.invisible_in_key")]),
    "number sign that cuts": ("a: 8 #备注", {"a": "8"}, [("1:4", "yaml.hash_cut")]),
    "deep brackets": ("a: " + "[" * 10_000, None, [("1:53", "yaml.too_deep")]),
    "deep indentation": (
        "\n".join(" " * n + "a:" for n in range(2_000)),
        None,
        [("51:51", "yaml.too_deep")],
    ),
    "depth through aliases": (
        "a: &a " + "[" * 40 + "]" * 40 + "\nb: " + "[" * 20 + "*a" + "]" * 20,
        None,
        [("2:24", "yaml.too_deep")],
    ),
    "full-width quotes around a value": (
        "a: “0812”",
        {"a": "“0812”"},
        [("1:4", "yaml.wide_quotes")],
    ),
}

REPAIRED = {
    "tab indentation": (
        "a:\n\tb: 1\n\tc: 2\nd: 3",
        {"a": {"b": "1", "c": "2"}, "d": "3"},
        [("2:1", "yaml.tab")],
    ),
    "full-width colon at the top": (
        "title：市\nhost: 县",
        {"title": "市", "host": "县"},
        [("1:6", "yaml.wide_colon")],
    ),
    "full-width colon below a key": (
        "letter:\n  number：文\n  date：5月",
        {"letter": {"number": "文", "date": "5月"}},
        [("2:9", "yaml.wide_colon"), ("3:7", "yaml.wide_colon")],
    ),
    "full-width colon and comma in braces": (
        "a: {what：早餐，time：07:00}",
        {"a": {"what": "早餐", "time": "07:00"}},
        [("1:9", "yaml.wide_colon"), ("1:12", "yaml.wide_mark"), ("1:18", "yaml.wide_colon")],
    ),
    "full-width comma in braces": (
        "a: {what: 早餐，time: 07:00}",
        {"a": {"what": "早餐", "time": "07:00"}},
        [("1:13", "yaml.wide_mark")],
    ),
    "full-width colon in a list item": (
        "a:\n- what：早餐\n  time: 07:00",
        {"a": [{"what": "早餐", "time": "07:00"}]},
        [("2:7", "yaml.wide_colon")],
    ),
    "no space after the colon": (
        "title:市\nhost:县",
        {"title": "市", "host": "县"},
        [("1:6", "yaml.glued_colon"), ("2:5", "yaml.glued_colon")],
    ),
    "full-width quotes as syntax": ("a: “b: c”", {"a": "b: c"}, [("1:4", "yaml.wide_mark")]),
    "full-width braces": ("a: ｛b: 1｝", {"a": {"b": "1"}}, [("1:4", "yaml.wide_mark")]),
    "ideographic-space indentation": (
        "a:\n　b: 1\n　c: 2",
        {"a": {"b": "1", "c": "2"}},
        [("2:1", "yaml.wide_indent"), ("3:1", "yaml.wide_indent")],
    ),
}


@pytest.mark.parametrize("case", SOUND)
def test_reads_what_is_written(case: str) -> None:
    text, expected = SOUND[case]
    assert parse(text) == (expected, [])


@pytest.mark.parametrize("case", ERRORS)
def test_locates_errors(case: str) -> None:
    text, node, findings = ERRORS[case]
    assert parse(text) == (node, findings)


@pytest.mark.parametrize("case", REPAIRED)
def test_repairs_mistakes_and_reads_on(case: str) -> None:
    text, node, findings = REPAIRED[case]
    assert parse(text) == (node, findings)


def test_places_count_lines_and_columns_from_one() -> None:
    node, _ = parse_yaml("a: 1\r\n列表:\r\n- 𬭎: x\r\n".encode(), FILE)
    inner = MappingNode(
        ((ScalarNode("𬭎", Place(FILE, 3, 3)), ScalarNode("x", Place(FILE, 3, 6))),),
        Place(FILE, 3, 3),
    )
    assert isinstance(node, MappingNode)
    assert node.entries[1] == (
        ScalarNode("列表", Place(FILE, 2, 1)),
        SequenceNode((inner,), Place(FILE, 3, 1)),
    )


def test_a_repeated_key_names_both_places() -> None:
    (finding,) = parse_yaml("title: 一\nhost: 县\ntitle: 二".encode(), FILE)[1]
    assert finding.place == Place(FILE, 3, 1)
    assert finding.related == (Place(FILE, 1, 1),)
    assert str(finding.message) == (
        "“title”写了两次，前一次在第 1 行，以前一次为准。请删去一个，或合并两处。"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title：市", "“title”后面是全角冒号“：”。请改成英文冒号加一个空格，如“title: 内容”。"),
        ("a:\n\tb: 1", "这里用 Tab 键缩进，YAML 不允许。请改成空格，每级两个。"),
        (
            "room: 8 #812",
            "空格加 # 后面的都算说明：只读到“8”，“#812”没有读入。"
            "若 # 是内容，请用英文引号把整段括起来；若是说明，请在 # 后空一格。",
        ),
        (
            "a: !!python/name:os x",
            "这里的 !!python/name:os 是程序用的标记，不能使用。请删去它，直接写内容。",
        ),
    ],
)
def test_messages_for_clerks(text: str, expected: str) -> None:
    assert message(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "x" * 9_000_000,
        "a: 1\n" * 300_000,
        "a: " + "[" * 5_000_000,
        "k：v\n" * 20_000,
        "\0" * 5_000_000,
        "a: [\n" * 200_000,
        '"' + "\n" * 1_000_000,
        "- " * 1_000_000,
        "#\n" * 1_000_000,
    ],
    ids=lambda text: text[:6],
)
def test_hostile_size_ends_soon(text: str) -> None:
    start = time.process_time()
    parse_yaml(text.encode(), FILE)
    assert time.process_time() - start < 20


def test_the_number_of_findings_is_limited() -> None:
    _, findings = parse_yaml(b"a: 1\n" * 10_000, FILE)
    assert len(findings) == 501
    assert findings[-1].code == "yaml.too_many"


def front_matter(tmp_path: Path, text: str) -> tuple[Any, list[tuple[str, str]]]:
    path = tmp_path / "dining.md"
    path.write_bytes(text.encode())
    node, findings = read_front_matter(path, "docs/rules/dining.md")
    return plain(node), places_and_codes(findings)


def test_front_matter_is_read_with_the_pages_lines(tmp_path: Path) -> None:
    page = "---\r\nid: dining\r\nlimit：3\r\n---\r\n# 用餐\r\n"
    assert front_matter(tmp_path, page) == (
        {"id": "dining", "limit": "3"},
        [("3:6", "yaml.wide_colon")],
    )


@pytest.mark.parametrize("page", ["# 用餐\n\n---\n", "", "---\n# nothing\n---\n# 用餐"])
def test_a_page_without_front_matter_is_fine(tmp_path: Path, page: str) -> None:
    assert front_matter(tmp_path, page) == (None, [])


def test_front_matter_without_an_end(tmp_path: Path) -> None:
    assert front_matter(tmp_path, "---\nid: x\n# 用餐\n") == (
        None,
        [("1:1", "yaml.front_matter_open")],
    )


PIECES = st.sampled_from(
    [
        *"a键：，　\n\t\r\"'[]{},|>%@~#\0\u200b\u2028",
        *[": ", "- ", "  ", " #", "&a ", "*a", "!x ", "---\n"],
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=counts(60, 400), deadline=None)
def test_any_text_gives_a_mapping_or_findings(text: str) -> None:
    node, findings = parse_yaml(text.encode(), FILE)
    assert isinstance(node, MappingNode) or findings
    assert all(finding.place.line and finding.place.column for finding in findings)


@given(st.binary(max_size=200))
@settings(max_examples=counts(60, 400), deadline=None)
def test_any_bytes_give_a_mapping_or_findings(content: bytes) -> None:
    node, findings = parse_yaml(content, FILE)
    assert isinstance(node, MappingNode) or findings


@pytest.mark.parametrize(
    "text",
    ['a: "' + "[" * 200 + '"', "a: 1 # " + "[" * 200, "- " * 30 + "[" * 30],
    ids=["quoted", "remark", "both kinds of list"],
)
def test_brackets_are_counted_though_some_are_text(text: str) -> None:
    codes = [code for _, code in parse(text)[1]]
    assert ("yaml.too_deep" in codes) == (text[0] == "-")


@pytest.mark.parametrize("text", ["a: [1", "a: b: c", "a: %x", "a\nb: 1"])
def test_a_message_that_a_newer_parser_words_otherwise_is_located(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syntax_errors, "_MESSAGES", ())
    ((place, code),) = parse(text)[1]
    assert code == "yaml.syntax"
    assert "0" not in place.split(":")


@pytest.mark.parametrize(
    ("text", "code"), [('a: "x', "yaml.unclosed_quote"), ("a:\n b: 1\n\tc: 2", "yaml.tab")]
)
def test_quotes_and_tabs_are_found_without_the_parsers_words(
    text: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syntax_errors, "_MESSAGES", ())
    assert [found for _, found in parse(text)[1]] == [code]
