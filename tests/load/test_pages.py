"""Pages under docs/: read in any encoding, and what the handbook leaves out of them is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load import load_standing
from generator.load.pages import markup_findings

HOME = "# 首页\n"


def found(docs: Path) -> list[tuple[str, str]]:
    """(place, code) of what is wrong in a folder of pages."""
    _, findings = load_standing(docs)
    return [(str(finding.place), finding.code) for finding in findings]


def in_page(text: str) -> list[tuple[str, int | None]]:
    """(code, line) of what the handbook leaves out of a page."""
    return [(finding.code, finding.place.line) for finding in markup_findings(text, "docs/a.md")]


@pytest.mark.parametrize(
    ("content", "findings"),
    [
        ("# 周边\n".encode("gb18030"), [("docs/around.md:1:1", "file.encoding_gb18030")]),
        ("# 周边\n".encode("utf-16"), [("docs/around.md:1:1", "file.encoding_utf16")]),
        (b"# \xff\xfe\xff", [("docs/around.md:1:3", "file.encoding_unknown")]),
        ("# 周边\n".encode("utf-8-sig"), []),
    ],
    ids=["gbk", "utf-16", "unknown", "utf-8 with a mark"],
)
def test_a_page_in_an_old_encoding_is_found_anywhere(
    tmp_path: Path, content: bytes, findings: list[tuple[str, str]]
) -> None:
    (tmp_path / "around.md").write_bytes(content)

    assert found(tmp_path) == findings


def test_a_link_to_a_key_is_found(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (tmp_path / ".secrets").mkdir()
    (tmp_path / ".secrets/x.key").write_text("钥匙", "utf-8")
    (docs / "k.svg").symlink_to("../.secrets/x.key")
    (docs / "all").symlink_to("../.secrets")
    (docs / "own.md").write_text(HOME, "utf-8")
    (docs / "again.md").symlink_to("own.md")

    assert found(docs) == [("docs/all", "docs.outside"), ("docs/k.svg", "docs.outside")]


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onload="alert(1)"/>',
        "<foreignObject><body/></foreignObject>",
        '<a href="java&#115;cript:alert(1)"><text>x</text></a>',
        '<image href="https://elsewhere.example/a.png"/>',
        "<style>@import 'a.css';</style>",
    ],
)
def test_an_active_drawing_is_found(tmp_path: Path, inside: str) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'
    (tmp_path / "plan.svg").write_text(drawing, "utf-8")

    assert found(tmp_path) == [("docs/plan.svg", "docs.drawing")]


def test_a_harmless_drawing_is_not_reported(tmp_path: Path) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/><text>on = 1</text></svg>'
    (tmp_path / "plan.svg").write_text(drawing.replace("on = 1", "二楼"), "utf-8")

    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("# 一\n\n<script>alert(1)</script>", [("docs.element", 3)]),
        ("<iframe src='/'></iframe>", [("docs.element", 1)]),
        ("<form action='https://x.example'>", [("docs.element", 1)]),
        ("请填 <visit> 的名称", [("docs.element", 1)]),
        ('<b onclick="alert(1)">粗</b>', [("docs.attribute", 1)]),
        ("<p style='position:fixed'>", [("docs.attribute", 1)]),
        ("[按](a.md){onclick=alert(1)}", [("docs.attribute", 1)]),
        ("[按](javascript:alert(1))", [("docs.address", 1)]),
        ("[按](<java script:alert(1)>)", [("docs.element", 1), ("docs.address", 1)]),
        ("[按](JaVaScRiPt:alert(1))", [("docs.address", 1)]),
        ("[按](&#106;avascript&colon;alert(1))", [("docs.address", 1)]),
        ("[按][x]\n\n[x]: javascript:alert(1)", [("docs.address", 3)]),
        ("[按](data:text/html,x)", [("docs.address", 1)]),
        ("[按](file:///etc/passwd)", [("docs.address", 1)]),
        ("<javascript:alert(1)>", [("docs.address", 1)]),
        ('<a href="vbscript:x">按</a>', [("docs.address", 1)]),
        ("![图](https://elsewhere.example/a.png)", [("docs.picture", 1)]),
        ("![图](//elsewhere.example/a.png)", [("docs.picture", 1)]),
        ("![图][p]\n\n[p]: https://elsewhere.example/a.png", [("docs.picture", 3)]),
        ('<img src="https://elsewhere.example/a.png">', [("docs.picture", 1)]),
        ("[![图](https://e.example/a.png)](a.md)", [("docs.picture", 1)]),
    ],
)
def test_active_content_is_found_at_its_line(
    text: str, findings: list[tuple[str, int | None]]
) -> None:
    assert in_page(text) == findings


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: <script>\n---\n# 一",
        "```html\n<script>alert(1)</script>\n```",
        "写 `<script>` 或 ``[a](javascript:x)``",
        "<!-- rule:limits -->",
        "[规定](https://example.org/a?b=c:d)、<https://example.org>、[拨打](tel:07175550188)",
        "![图](assets/a.png)、[下一页](../b.md#c)",
        "甲 < 乙，1<2>0",
        "水 H<sub>2</sub>O<br>\n<details markdown><summary>更多</summary></details>",
    ],
)
def test_harmless_markup_is_not_reported(text: str) -> None:
    assert in_page(text) == []
