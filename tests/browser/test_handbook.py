"""The handbook in a browser: search, phone and desk, no request elsewhere, the codes on paper."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import resvg_py
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.proof import cases
from tests.support.web.browsers import DESK, PHONE, Site, scrolls_sideways, violations

VISIT = "visits/2026-05-ecotour/"
PAGES = ["", "plan/", "team/", "tasks/", "schedule/", "roster/", "rooming/", "dining/",
         "transport/", "arrivals/", "contacts/"]  # fmt: skip
CARDS = "cards/2026-05-ecotour/"
STANDING = [CARDS, "", "rules/accompanying/", "venues/mingfeng/", "roles/liaison/", "fleet/",
            "procedures/checklist/", "seating/", "checks/", "manual/first-visit/",
            "manual/trouble/"]  # fmt: skip
EVERY = [*(VISIT + page for page in PAGES), *STANDING]
SMALL = {VISIT, VISIT + "schedule/", VISIT + "rooming/", VISIT + "cards/", "venues/mingfeng/"}
"""Pages with all that we add: tables, bars, pictures of seats, codes."""


@pytest.mark.browser
@pytest.mark.parametrize("path", cases(EVERY, SMALL))
def test_every_page_fits_desk_and_phone_and_axe_finds_nothing_serious_in_what_we_add_to_the_theme(
    site: Site, open_page: Callable[..., Page], path: str
) -> None:
    page = open_page(site.handbook(path), size=DESK)

    assert_whole(page)
    assert violations(page, "serious", "critical", within="article") == []
    page.set_viewport_size(PHONE)
    assert_whole(page)


def assert_whole(page: Page) -> None:
    assert not scrolls_sideways(page)
    assert page.locator("article h1").inner_text().strip()


@pytest.mark.browser
def test_search_finds_chinese_names_and_plates(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(site.handbook(), size=DESK)

    for query, expected in {
        "代表团": "高校代表团",
        "大学": "北京大学",
        "欧阳·朝晖": "欧阳·朝晖",
        "邹𬭎": "邹𬭎",
        "鄂E·0C021": "鄂E·0C021",
        "陪餐": "陪餐",
    }.items():
        hits = searched(page, query)
        expect(hits.filter(has_text=expected).first).to_be_visible()


@pytest.mark.browser
def test_search_shows_how_to_receive_before_how_to_use_the_program(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(site.handbook(), size=DESK)

    for query, of_the_manual in {
        "换车": False,
        "用车": False,
        "报到": False,
        "结算": False,
        "另存钥匙": True,
    }.items():
        first = searched(page, query).locator("a").first
        address = str(first.evaluate("link => link.pathname"))
        assert address.startswith("/handbook/manual/") is of_the_manual, (query, address)


def searched(page: Page, query: str) -> Locator:
    """The hits of a query in the theme's search, once they are those of this query."""
    results = page.locator(".md-search-result__item")
    page.evaluate("document.querySelector('.md-search-result__list').replaceChildren()")
    page.fill(".md-search__input", query)
    page.press(".md-search__input", "End")
    results.first.wait_for()
    return results


def test_navigation_shows_standing_pages_first_then_visits_newest_first(site: Site) -> None:
    html = (site.root / "site/handbook/index.html").read_text("utf-8")

    titles = [
        "制度",
        "流程",
        "工作组",
        "来访",
        "高校代表团",
        "邻县机关事务交流组",
        "市生态旅游考察团",
    ]
    navigation = html[html.index("md-nav--primary") :]
    # The whole of a title: a page of procedures is called 招商与商务来访.
    found = [re.search(rf">\s*{title}\s*<", navigation) for title in titles]
    positions = [match.start() for match in found if match]
    assert len(positions) == len(titles)
    assert positions == sorted(positions)


def test_every_code_beside_the_cards_page_is_the_link_in_links_csv(site: Site) -> None:
    files = (site.root / "site/handbook" / CARDS).glob("*.svg")
    with (site.root / "output/2026-05-ecotour/links.csv").open(encoding="utf-8-sig") as file:
        expected = {row["url"] for row in csv.DictReader(file)}

    read = [read_code(file.read_text("utf-8")) for file in files]

    assert len(read) == len(expected) == 50
    assert set(read) == expected


def read_code(svg: str) -> str:
    """What a decoder reads from an SVG."""
    png = resvg_py.svg_to_bytes(svg_string=svg, width=400)
    picture = Image.open(io.BytesIO(bytes(png)))
    # Now and then the decoder takes a few modules for a bar code of another kind as well.
    (code,) = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return code.text


def _is_of_manual(path: Path) -> bool:
    """Whether a file is a page of the user manual, or the search index, which has its text."""
    return "manual" in path.parts or path.name == "search_index.json"


def test_no_page_names_another_host(site: Site) -> None:
    """Only the site's own address, map links that a person taps, and licence or XML names."""
    allowed = re.compile(
        r"https?://(guests\.mingfeng\.example/|127\.0\.0\.1:8000/(guests|handbook)|uri\.amap\.com/marker\?|maps\.apple\.com/\?q=|www\.w3\.org/|"
        r"www\.sitemaps\.org/schemas/|clipboardjs\.com/|fontawesome\.com|lunrjs\.com|"
        r"tartarus\.org/)"
    )
    # What the page on the installation has a reader type, or open by hand.
    of_the_page = re.compile(
        r"https?://(www\.python\.org/downloads/|pypi\.tuna\.tsinghua\.edu\.cn/|mirrors\.aliyun\.com/|"
        r"代理地址:端口|guests\.yunling\.example/)"
    )
    foreign = {
        address
        for path in (site.root / "site").rglob("*")
        if path.is_file() and path.suffix not in {".gz", ".png", ".ico", ".woff2"}
        for address in re.findall(r"https?://[^\"'`\s<>)\\]+", path.read_text("utf-8"))
        if not allowed.match(address)
        if not (_is_of_manual(path) and of_the_page.match(address))
    }
    assert foreign == set()


def test_only_kinds_meant_for_publication_are_published(site: Site) -> None:
    kinds = {path.suffix for path in Path(site.root / "site").rglob("*") if path.is_file()}

    assert kinds <= {".html", ".css", ".js", ".json", ".xml", ".gz", ".png", ".svg", ".woff2"}


@pytest.mark.browser
def test_a_script_that_gets_into_a_page_does_not_run(
    site: Site, chromium: Browser, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    shutil.copytree(site.root / "site/handbook", tmp_path / "handbook")
    page_file = tmp_path / "handbook/fleet/index.html"
    html = page_file.read_text("utf-8")
    injected = (
        "<script>document.title = 'ran'</script><img src=x onerror=\"document.title = 'ran'\">"
        "<a id=go href=\"javascript:document.title = 'ran'\">go</a>"
        f"<img src='{site.address}/handbook/assets/images/favicon.png'>"
    )
    page_file.write_text(html.replace("</article>", f"{injected}</article>"), "utf-8")
    page = chromium.new_page()
    asked: list[str] = []
    page.on("requestfinished", lambda request: asked.append(request.url))

    page.goto(f"{serve(tmp_path)}/handbook/fleet/")
    page.evaluate("document.getElementById('go').click()")
    page.wait_for_timeout(300)

    assert page.title() != "ran"
    assert [url for url in asked if url.startswith(site.address)] == []
    page.close()


@pytest.mark.browser
def test_the_theme_works_under_its_policy(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(site.handbook("rules/accompanying/"), size=DESK)

    page.click("label.md-header__button[title=换成深色]")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.fill(".md-search__input", "陪餐")
    page.press(".md-search__input", "End")
    page.wait_for_selector(".md-search-result__item")
    page.click(".md-search-result__link")
    page.wait_for_selector("article h1")
    page.keyboard.press("Escape")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_what_is_open_can_be_read_by_day_and_by_night(
    site: Site, open_page: Callable[..., Page], scheme: str
) -> None:
    page = open_page(site.handbook(VISIT), size=DESK)

    page.evaluate(
        """scheme => {
            document.body.dataset.mdColorScheme = scheme;
            document.querySelector("article").innerHTML =
                '<table class="rh-rows"><tr><td class="open">错误 3</td></tr></table>';
        }""",
        scheme,
    )

    assert violations(page, "serious", "critical", within="article") == []
