"""The plugin under plain MkDocs: what is published, what the navigation shows, what may fail."""

from __future__ import annotations

import json
import logging
import re
import shutil
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from generator.render.handbook.safety import inline_scripts, policy
from tests.support.project import PROJECT, RULE
from tests.support.web.dead_links import dead_links

NASTY = '</title><script>alert(1)</script>"{{7*7}}'
VISIT = """\
title: {title}
host: 县机关事务服务中心
start: {start}
end: {start}
"""


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one rule page and one visit."""
    (tmp_path / "docs/rules").mkdir(parents=True)
    (tmp_path / "docs/rules/plan.md").write_text(RULE, "utf-8")
    (tmp_path / "docs/index.md").write_text("# 首页\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: 接待手册\nsite_dir: site/handbook\n"
        "theme: {name: material, language: zh, font: false}\n"
        "plugins: [{search: {lang: en}}, reception]\nmarkdown_extensions: [attr_list]\n"
        "nav: [index.md, 制度: rules/plan.md, 检查项目: checks.md]\n",
        "utf-8",
    )
    write_visit(tmp_path, "2026-05-one", "甲团", "2026-05-01")
    return tmp_path


def write_visit(root: Path, slug: str, title: str, start: str) -> None:
    """Write a visit with only the required fields."""
    folder = root / "visits" / slug
    folder.mkdir(parents=True)
    quoted = "'" + title.replace("'", "''") + "'"
    (folder / "visit.yml").write_text(VISIT.format(title=quoted, start=start), "utf-8")


def built(root: Path, *, strict: bool = False) -> Path:
    """Build the handbook with plain MkDocs; return its folder."""
    config = load_config(str(root / "mkdocs.yml"), strict=strict)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return root / "site/handbook"


def test_only_kinds_meant_for_publication_are_published(project: Path) -> None:
    strays = (
        "names.yml",
        "book.xlsx",
        "note.TXT",
        "page.html",
        "data.json",
        "a.png.bak",
        "care.md.new",
    )
    for stray in strays:
        (project / "docs" / stray).write_text("x", "utf-8")
    (project / "docs/plan.PNG").write_bytes(b"x")

    site = built(project)

    published = {path.name for path in site.rglob("*") if path.is_file()}
    assert published.isdisjoint(strays)
    assert "plan.PNG" in published
    assert {Path(name).suffix for name in published} <= {
        ".html", ".css", ".js", ".json", ".xml", ".gz", ".png", ".PNG",
    }  # fmt: skip


def test_the_navigation_lists_visits_newest_first(project: Path) -> None:
    write_visit(project, "2026-07-three", "丙团", "2026-07-01")
    write_visit(project, "a-late-slug", "乙团", "2026-06-01")

    html = (built(project) / "index.html").read_text("utf-8")

    menu = html[html.index("md-nav--primary") :]
    positions = [
        menu.index(f"\n    {name}\n") for name in ("检查项目", "来访", "丙团", "乙团", "甲团")
    ]
    assert positions == sorted(positions)


def test_a_title_that_looks_like_markup_stays_text(project: Path) -> None:
    write_visit(project, "nasty", NASTY, "2026-06-01")

    site = built(project)

    pages = {path: path.read_text("utf-8") for path in site.rglob("*.html")}
    assert [path for path, html in pages.items() if "<script>alert" in html] == []
    (title,) = re.findall("<title>(.*?)</title>", pages[site / "visits/nasty/index.html"])
    assert unescape(title) == f"{NASTY} - 接待手册"


def test_the_titles_of_a_visit_s_pages_name_the_visit_and_the_navigation_does_not(
    project: Path,
) -> None:
    html = (built(project) / "visits/2026-05-one/rooming/index.html").read_text("utf-8")

    assert "<title>住宿安排 · 甲团 - 接待手册</title>" in html
    assert re.search(r"md-ellipsis\">\s*住宿安排\s*<", html)


BROKEN = "title: [甲团\n"


def test_a_visit_with_errors_shows_them_on_its_page(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (project / "visits/broken").mkdir()
    (project / "visits/broken/visit.yml").write_text(BROKEN, "utf-8")

    with caplog.at_level(logging.WARNING):
        site = built(project)

    html = (site / "visits/broken/index.html").read_text("utf-8")
    assert "本次来访的文件有错误" in html
    assert "visits/broken/visit.yml:" in html
    assert any("visits/broken/visit.yml:" in message for message in caplog.messages)
    assert (site / "visits/2026-05-one/roster/index.html").exists()


def test_a_visit_with_errors_fails_a_strict_build(project: Path) -> None:
    (project / "visits/2026-05-one/visit.yml").write_text(BROKEN, "utf-8")

    with pytest.raises(Abort):
        built(project, strict=True)


def test_without_any_visit_the_handbook_shows_that(project: Path) -> None:
    shutil.rmtree(project / "visits")

    html = (built(project, strict=True) / "visits/index.html").read_text("utf-8")

    assert "还没有来访" in html


def test_without_a_navigation_every_page_is_built(project: Path) -> None:
    config = (project / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(re.sub("nav: .*\n", "", config), "utf-8")

    html = (built(project, strict=True) / "index.html").read_text("utf-8")

    assert 'href="rules/plan/"' in html
    assert 'href="visits/2026-05-one/"' in html


def test_cards_are_not_in_the_search(project: Path) -> None:
    source = project / "visits/2026-05-one/visit.yml"
    source.write_text(source.read_text("utf-8") + "guests: [欧阳·晓]\n", "utf-8")

    index = json.loads((built(project) / "search/search_index.json").read_text("utf-8"))

    assert any("欧阳·晓" in place["text"] for place in index["docs"])
    assert [place for place in index["docs"] if "cards/" in place["location"]] == []
    assert "#k=" not in str(index)


def test_every_link_of_the_real_handbook_leads_somewhere(tmp_path: Path) -> None:
    """Findings and generated pages link by themselves, where MkDocs does not check."""
    for name in ("docs", "visits"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    shutil.copy(PROJECT / "mkdocs.yml", tmp_path)

    site = built(tmp_path, strict=True)

    assert list(dead_links(site)) == []


HOSTILE = """\
---
title: 恶<img src=x onerror=alert(1)>
description: '"><script>alert(2)</script>'
---
# 头 &lt;img src=x onerror=alert(3)&gt; 与 <img src=x onerror=alert(4)>

<script>alert(5)</script>

<!--><img src=x onerror=alert(6)>-->

[按](javascript:alert(7)) ![图](https://elsewhere.example/a.png)

<svg><style><img src=x onerror=alert(8)></style></svg>

<div id="__config">{"base": "//elsewhere.example"}</div>

## 小 <script>alert(9)</script> {#x onclick=alert(10)}
"""


class ActiveContent(HTMLParser):
    """Collects the active content of a page: handlers, scripts, addresses of other hosts."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            # The theme's link to its author sends no request.
            foreign = r"(?:\w+:)?//(?!squidfunk)|javascript:"
            address = name in {"src", "href"} and re.match(foreign, value or "")
            if name.startswith("on") or address or (value == "__config" and tag != "script"):
                self.items.append(f"<{tag} {name}={value}>")


def test_active_content_is_removed_and_reported(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (project / "docs/evil.md").write_text(HOSTILE, "utf-8")

    with caplog.at_level(logging.WARNING):
        site = built(project)

    html = (site / "evil/index.html").read_text("utf-8")
    content = ActiveContent()
    content.feed(html)
    assert content.items == []
    assert "<script>alert" not in html
    assert any("docs/evil.md: 以下内容不会进入手册" in message for message in caplog.messages)


def test_a_heading_that_looks_like_markup_stays_text_in_the_title(project: Path) -> None:
    heading = "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
    (project / "docs/evil.md").write_text(f"# 头 {heading}\n", "utf-8")

    pages = {path: path.read_text("utf-8") for path in built(project).rglob("*.html")}

    assert [path for path, html in pages.items() if "<script>alert" in html] == []


def test_a_page_in_gbk_is_published_as_it_is_checked(project: Path) -> None:
    (project / "docs/index.md").write_bytes("# 首页\n\n周边指引\n".encode("gb18030"))

    html = (built(project, strict=True) / "index.html").read_text("utf-8")

    assert "周边指引" in html


def test_a_page_in_an_unknown_encoding_shows_that_and_the_others_are_built(project: Path) -> None:
    (project / "docs/broken.md").write_bytes(b"# \xff\xfe\xff\xff")

    site = built(project)

    assert "本页未能读取" in (site / "broken/index.html").read_text("utf-8")
    assert "首页" in (site / "index.html").read_text("utf-8")


def test_a_link_out_of_docs_is_not_followed(project: Path) -> None:
    (project / ".secrets").mkdir()
    (project / ".secrets/x.key").write_text("钥匙", "utf-8")
    (project / "docs/k.svg").symlink_to("../.secrets/x.key")
    (project / ".secrets/y.md").write_text("# 钥匙", "utf-8")
    (project / "docs/all").symlink_to("../.secrets")

    site = built(project)

    files = [path for path in site.rglob("*") if path.is_file()]
    assert [path.name for path in files if "钥匙" in path.read_text("utf-8", "replace")] == []


def test_a_drawing_with_scripts_is_not_published(project: Path) -> None:
    (project / "docs/plan.svg").write_text("<svg><script>alert(1)</script></svg>", "utf-8")

    assert not (built(project) / "plan.svg").exists()


POLICY = re.compile('<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def test_every_page_has_a_policy_before_its_first_script(project: Path) -> None:
    (project / "docs/evil.md").write_text(HOSTILE, "utf-8")

    for path in built(project).rglob("*.html"):
        html = path.read_text("utf-8")
        (policy,) = map(unescape, POLICY.findall(html))
        if path.parent.name == "duty-board":
            assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-"), path
            assert policy.count("'sha256-") == 2, path  # its own style and script
            continue
        assert policy.startswith("default-src 'self'; script-src 'self' 'sha256-"), path
        assert html.index(policy) < html.index("<script"), path
        assert policy.count("'sha256-") == 3, path  # the theme's own
        assert "unsafe-inline" not in policy.replace("style-src-attr 'unsafe-inline'", "")


def test_a_script_that_is_not_the_themes_gets_no_hash() -> None:
    theme = inline_scripts("<script>a()</script>")

    allowed = policy("<script>a()</script><title></title><script>b()</script>", theme)

    assert allowed == policy("<script>a()</script>", theme)
    assert "'sha256-" in allowed


def test_addresses_that_end_in_a_file_are_refused(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "use_directory_urls: false\n", "utf-8")

    with pytest.raises(Abort):
        built(project)
    assert any("use_directory_urls" in message for message in caplog.messages)
