"""Somebody who edits a workbook: markup and formulas in cells are only text in every output."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
import xlsxwriter
from playwright.sync_api import Page

from tests.support.clerk import Clerk
from tests.support.documents.paper import plain, texts
from tests.support.project import without_paper
from tests.support.web.browsers import DESK, Site
from tests.support.web.published_visit import SLUG

SCRIPT = "window.ran=1"
PAYLOADS = (
    f"<script>{SCRIPT}</script>",
    f'"><img src=x onerror={SCRIPT}>',
    f"</pre></style><svg onload={SCRIPT}>",
    f"</script><script>{SCRIPT}",
    f"<iframe srcdoc='<script>parent.{SCRIPT}</script>'>",
    f"[这里](javascript:{SCRIPT})",
    "{{7*7}}{% raw %}",
    '#panic("typst") $x^2$ *粗*',
    "=cmd|'/c calc'!A1",
    "@SUM(1+1)*cmd",
    "＝1+1",
    "-2+3",
)
VISIT = """\
title: 考察团
host: 县机关事务服务中心
start: 2026-05-18
end: 2026-05-19
retention_days: 36500
work_secret: no
publish: {approved_by: 周敏, on: 2026-05-14, target: internet}
team: {staff: [周敏]}
guests: book.xlsx#来宾
schedule: book.xlsx#日程
"""


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A visit with a payload in every cell for text, built and published twice.

    Between the two the items of the schedule, whose titles are payloads, change their time.
    """
    root = tmp_path_factory.mktemp("planted")
    clerk = Clerk(root / "项目")
    (clerk.folder / "visit.yml").write_text(VISIT, "utf-8")
    settings = clerk.root / "mkdocs.yml"
    searched = settings.read_text("utf-8").replace("plugins: [", "plugins: [search, ")
    settings.write_text(searched, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for at, time in enumerate(("9:00", "9:30")):
            patch.setenv("SOURCE_DATE_EPOCH", str(1779062400 + at * 3600))
            plant(clerk.folder / "book.xlsx", time)
            with without_paper():
                result = clerk.runs("publish", SLUG, "--to", str(root / "网站"))
            assert result.exit_code == 0, result.output
        clerk.runs("build")
        clerk.runs("print", SLUG)
        clerk.runs("changes", SLUG, "--format", "xlsx", "--since", "20260518T000000Z")
        clerk.runs("told", SLUG, "--all", "--by", PAYLOADS[-4], "--since", "20260518T000000Z")
    return clerk


def plant(path: Path, time: str) -> None:
    """Write a workbook with the payloads in its cells."""
    sheets = {
        "来宾": [
            ("姓名", "单位", "职务", "备注"),
            *((payload,) * 4 for payload in PAYLOADS),
        ],
        "日程": [
            ("日期", "时间", "内容", "备注", "内部备注"),
            *(("2026-05-18", time, payload, payload, payload) for payload in PAYLOADS),
        ],
    }
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, text in enumerate(row):
                    page.write_string(number, column, text)


@pytest.fixture
def site(planted: Clerk, serve: Callable[[Path], str]) -> Site:
    return Site(planted.root, serve(planted.root / "site"))


def unbroken(text: str) -> str:
    """A text without hyphens, which typst adds where it breaks a word."""
    return text.replace("-", "")


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


@pytest.mark.browser
def test_on_a_card_it_is_text(site: Site, open_page: Callable[..., Page]) -> None:
    links = rows_of(site.root / "output" / SLUG / "links.csv")
    assert [link["name"].removeprefix("'") for link in links] == [*PAYLOADS, "周敏"]

    page = open_page("about:blank")
    card = page.locator(".card:visible")
    for link, payload in zip(links, PAYLOADS, strict=False):
        page.goto(site.card(link["url"]))
        card.wait_for()
        titles = card.locator(".entry h4").evaluate_all("all => all.map(h => h.firstChild.data)")

        assert card.locator("h1").inner_text() == payload
        assert sorted(title.strip() for title in titles) == sorted(PAYLOADS)
        assert card.locator("script, iframe, img, svg, style").count() == 0
        assert page.evaluate("window.ran") is None


@pytest.mark.browser
def test_in_the_handbook_and_its_search_it_is_text(
    site: Site, open_page: Callable[..., Page]
) -> None:
    folder = site.root / "site/handbook"
    paths = [
        path.relative_to(folder).as_posix() for path in (folder / "visits").rglob("index.html")
    ]
    page = open_page(site.handbook(), size=DESK)
    shown = ""
    for path in paths:
        page.goto(site.handbook(path))
        shown += page.locator("body").inner_text()
        assert page.evaluate("window.ran") is None
    assert [payload for payload in PAYLOADS if payload not in shown] == []

    for query in ("onerror", "onload", "srcdoc"):
        page.fill(".md-search__input", query)
        page.press(".md-search__input", "End")
        page.wait_for_selector(f".md-search-result__item:has-text('{query}')")
        assert page.evaluate("window.ran") is None


@pytest.mark.parametrize("sheet", ["cards", "poster", "handbook", "staff-handbook"])
def test_on_paper_it_is_text(planted: Clerk, sheet: str) -> None:
    printed = "".join(texts((planted.root / f"output/{SLUG}/{sheet}.pdf").read_bytes()))

    missing = [p for p in PAYLOADS if unbroken(plain(p)) not in unbroken(printed)]
    assert missing == [], printed


def test_paper_has_no_action_and_no_attachment(planted: Clerk) -> None:
    for path in (planted.root / "output" / SLUG).glob("*.pdf"):
        content = path.read_bytes()
        assert len(pypdfium2.PdfDocument(content)) > 0
        for key in (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/OpenAction"):
            assert key not in content


def test_in_the_office_s_workbooks_it_is_text(planted: Clerk) -> None:
    books = {path.name for path in (planted.root / "output" / SLUG).glob("*.xlsx")}
    assert {"lists.xlsx", "statement.xlsx", "changes.xlsx"} <= books

    for name in books - {"statement.xlsx"}:  # which has sums of its own: see the register
        book = openpyxl.load_workbook(planted.root / "output" / SLUG / name)
        cells = [cell for page in book for row in page.iter_rows() for cell in row]
        assert {cell.value for cell in cells} & set(PAYLOADS)
        assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
        assert not any(cell.hyperlink for cell in cells)


def test_excel_runs_no_cell_of_the_csv_files(planted: Clerk) -> None:
    planted.runs("build")
    files = [planted.root / "output" / SLUG / "links.csv", planted.folder / "told.csv"]

    for path in files:
        rows = rows_of(path)
        cells = [cell for row in rows for cell in row.values()]
        assert len(rows) >= len(PAYLOADS)
        assert [cell for cell in cells if cell.startswith(tuple("=+-@＝＋－＠\t\r"))] == []
