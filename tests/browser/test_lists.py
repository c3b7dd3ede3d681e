"""Long lists of the handbook on a phone: 400 guests, few bytes, a filter, one code at a time."""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from pathlib import Path
from threading import Thread

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.support.proof import PROOF, cases
from tests.support.web.browsers import (
    DESK,
    PHONE,
    Site,
    eventually,
    scrolls_sideways,
    urls,
    violations,
)

SLUG = "2026-09-large"
ROSTER, ROOMING, DINING, TRANSPORT = (
    f"visits/{SLUG}/{page}/" for page in ("roster", "rooming", "dining", "transport")
)
CARDS = f"cards/{SLUG}/"
SCREENS, LARGEST = 20, 90 * 1024
"""At most so many screens of a folded page, and bytes sent for it: two seconds at 400 kbit/s."""
SCHEMES = ("light", "dark")
PATHS = (ROSTER, ROOMING, DINING, TRANSPORT, CARDS)
LOOKS = [
    (ROSTER, PHONE, "dark"),
    (ROOMING, DESK, "light"),
    (DINING, PHONE, "light"),
    (TRANSPORT, DESK, "dark"),
    (CARDS, PHONE, "dark"),
]
"""Each page once, on each screen by day and by night."""


class _Compressing(SimpleHTTPRequestHandler):
    """Serves files compressed, as the configurations in deploy/ do; browsers keep all but pages."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        if path.suffix != ".html":
            self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def compressed(large: Site) -> Iterator[str]:
    """The address of the handbook on a server that compresses."""
    handler = partial(_Compressing, directory=str(large.root / "site/handbook"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.browser
@pytest.mark.parametrize("path", cases([ROSTER, ROOMING, CARDS], [ROSTER, CARDS]))
def test_a_phone_with_a_slow_line_needs_little_to_find_somebody_in_a_list_of_400(
    compressed: str, chromium: Browser, path: str
) -> None:
    context = chromium.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{compressed}/rules/scope/", wait_until="networkidle")  # the theme is kept then
    sent: list[int] = []
    phone = context.new_cdp_session(page)
    phone.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))
    phone.send("Network.enable")

    page.goto(f"{compressed}/{path}", wait_until="networkidle")
    height = page.evaluate("document.documentElement.scrollHeight")
    page.tap(".rh-filter input")
    page.keyboard.insert_text("阿依古丽")
    expect(page.locator(".rh-filter output")).to_have_text(re.compile("找到 [1-9]"))

    assert 0 < sum(sent) <= LARGEST
    assert height <= SCREENS * PHONE["height"]
    assert "阿依古丽" in page.locator("article").inner_text()
    context.close()


@pytest.mark.browser
def test_the_filter_finds_names_pinyin_rooms_parties_and_plates(
    large: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(large.handbook(ROOMING))

    assert found(page, "第1组 yly") == ["尹丽雨 · 第1组 · A324"]
    assert found(page, "yinliyu") == ["A324 · 尹丽雨、平棠红 · 标准间", "尹丽雨 · 第1组 · A324"]
    assert found(page, "a101")[0] == "A101 · 严涛书、卜栋峰 · 标准间"
    assert found(page, "没有这个人") == []
    assert page.locator(".rh-filter output").inner_text() == "没有找到"
    page.goto(large.handbook(TRANSPORT))
    assert found(page, "鄂E90003")[0].startswith("3号车 · 大巴 · 鄂E·90003")


def found(page: Page, query: str) -> list[str]:
    """The rows that a query leaves, each as a phone shows it: one line, with dots."""
    count = page.locator(".rh-filter output")
    count.evaluate("count => { count.textContent = ''; }")
    page.fill(".rh-filter input", query)
    expect(count).not_to_be_empty()
    rows = page.locator("tbody tr:visible").all()
    return [" · ".join(filter(None, row.locator("> *").all_inner_texts())) for row in rows]


@pytest.mark.browser
def test_sections_fold_stay_in_sight_and_open_for_a_link_to_a_row(
    large: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(large.handbook(ROSTER))
    second = page.locator(".rh-folds h2 button").nth(1)

    assert second.get_attribute("aria-expanded") == "false"
    second.click()
    page.mouse.wheel(0, 900)
    eventually(page, "scrollY > 300")
    top = "document.querySelectorAll('.rh-folds h2 button')[1].getBoundingClientRect().top"
    eventually(page, f"0 < {top} && {top} < 200")
    assert second.inner_text().startswith("第2组")
    page.evaluate("location.hash = 'party-7'")
    seventh = page.locator(".rh-folds h2 button").nth(6)
    expect(seventh).to_have_attribute("aria-expanded", "true")


@pytest.mark.browser
def test_without_script_all_is_open(large: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(large.handbook(ROSTER), java_script_enabled=False)

    assert page.locator(".rh-filter").is_hidden()
    assert page.locator("tbody tr:visible").count() == 400


@pytest.mark.browser
def test_one_code_is_shown_large_with_its_name_and_no_neighbour(
    large: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(large.handbook(CARDS), device_scale_factor=2)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.fill(".rh-filter input", "尹丽雨")
    expect(page.locator(".rh-filter output")).to_have_text("找到 1 条")
    page.locator(".rh-codes li:visible a").click()
    dialog = page.locator("dialog[open]")
    expect(dialog.locator("svg")).to_be_visible()

    (code,) = codes_on(page)
    assert code in urls(large, SLUG).values()
    assert "尹丽雨" in dialog.inner_text() or "尹丽雨" in (
        dialog.locator("svg").text_content() or ""
    )
    shown = dialog.locator("svg").bounding_box()
    assert shown
    assert shown["width"] > 0.8 * PHONE["width"]
    (file,) = (url for url in asked if url.endswith(".svg"))
    assert re.fullmatch(r"[0-9a-f]{16}\.svg", file.rpartition("/")[2])
    assert violations(page, within="dialog") == []


def codes_on(page: Page) -> list[str]:
    """The codes that a phone reads from the screen, as soon as it reads one."""
    for _ in range(100):
        picture = Image.open(io.BytesIO(page.screenshot()))
        codes = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
        if codes:
            return [code.text for code in codes]
        page.wait_for_timeout(100)
    return []


@pytest.mark.browser
@pytest.mark.parametrize("look", cases(product(PATHS, (PHONE, DESK), SCHEMES), LOOKS))
def test_a_list_has_no_violation_and_no_picture_that_is_cut_on_phone_or_desk(
    large: Site, open_page: Callable[..., Page], look: tuple[str, dict[str, int], str]
) -> None:
    path, size, scheme = look
    page = open_page(large.handbook(path), size=size, color_scheme=scheme)
    if (folding := page.locator(".rh-filter button")).inner_text() == "全部展开":
        folding.click()

    assert not scrolls_sideways(page)
    assert page.evaluate(CUT_PICTURES) == []
    if not PROOF:
        page.evaluate(LEAVE_TWO_ROWS_OF_A_FORM)
    assert [each for each in violations(page) if each != OF_THE_THEME] == []


OF_THE_THEME = 'landmark-unique: nav[data-md-level="1"]'
"""The theme gives its navigation twice the same name."""
CUT_PICTURES = """() => {
    const closed = [...document.querySelectorAll("details:not([open])")];
    closed.forEach(each => { each.open = true; });
    const cut = [...document.querySelectorAll("svg.seats")].flatMap(picture => {
        const frame = picture.getBoundingClientRect();
        return [...picture.querySelectorAll("text, rect, circle")].filter(part => {
            const box = part.getBoundingClientRect();
            return box.left < frame.left - 1 || box.right > frame.right + 1
                || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
        }).map(part => `${picture.getAttribute("aria-label")}: ${part.textContent}`);
    });
    closed.forEach(each => { each.open = false; });
    return cut;
}"""
"""What of the pictures of seats is drawn outside them."""
LEAVE_TWO_ROWS_OF_A_FORM = """() => {
    for (const list of document.querySelectorAll(":is(tbody, ul, ol, dl, svg)")) {
        const rows = {};
        for (const row of [...list.children]) {
            const form = row.cloneNode(true);
            for (const part of [form, ...form.querySelectorAll("*")])
                for (const { name } of [...part.attributes])
                    if (!["class", "role", "hidden", "type"].includes(name))
                        part.removeAttribute(name);
            const markup = form.outerHTML.replace(/>[^<]*</g, "><");
            rows[markup] = (rows[markup] || 0) + 1;
            if (rows[markup] > 2) row.remove();
        }
    }
}"""
"""Of the rows of a list that differ in their texts alone, two are left: axe needs ten seconds of
processor time for 400, and finds in them what it finds in two."""
