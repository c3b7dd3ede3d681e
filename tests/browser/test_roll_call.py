"""Roll calls on phones without signal: ticked, handed over by a code or as text, nobody lost."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.project import build_cards, copy_project
from tests.support.proof import counts
from tests.support.shared import built_once
from tests.support.web.browsers import (
    CARD,
    NO_STORAGE,
    Site,
    addresses,
    chromium_page,
    eventually,
    violations,
)

SLUG = "2026-09-bus"
GUESTS = [
    f"来宾{first}{second}"
    for first, second in itertools.product("甲乙丙丁", "一二三四五六七八九十")
][:39]
ROSTER = ", ".join(f"{{name: {name}, phone: 1390000{1000 + i}}}" for i, name in enumerate(GUESTS))
ABOARD = "receiver: 赵静, vehicles: [{vehicle: 1号车, people: 全体来宾、王强、赵静}]"
VISIT = f"""\
title: 高校代表团
host: 县机关事务服务中心
start: 2026-09-01
end: 2026-09-02
retention_days: 36500
team: {{staff: [{{name: 王强, phone: 0717-5550101}}, {{name: 赵静, phone: 0717-5550102}}]}}
guests: [{ROSTER}]
vehicles: [{{number: 1号车, plate: 鄂E·0C021, kind: 大巴, seats: 45, liaison: 王强}}]
rides:
  - {{day: 2026-09-01, time: 09:30, from: 明峰高铁站, to: 明峰宾馆, {ABOARD}}}
  - {{day: 2026-09-02, time: 15:00, from: 明峰宾馆, to: 明峰高铁站, {ABOARD}}}
"""
TALLIES = "\n".join((CARD / f"{name}.js").read_text("utf-8") for name in ("tally", "tallies"))
FUNCTIONS = ("talliesIn", "joinMarks", "marksIn", "marksText", "markOf", "noteOf", "rankOf")


@pytest.fixture(scope="module")
def bus(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> Site:
    """A visit of 39 guests who go by one coach with two liaisons, there and back."""

    def build(root: Path) -> None:
        folder = copy_project(root) / "visits" / SLUG
        folder.mkdir()
        (folder / "visit.yml").write_text(VISIT, "utf-8")
        build_cards(root)

    root = built_once(tmp_path_factory, "bus", build)
    return Site(root, serve(root / "site"))


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Callable[[], BrowserContext]]:
    """Phones at half past eight on the first day."""
    contexts: list[BrowserContext] = []

    def new() -> BrowserContext:
        size = {"width": 390, "height": 844}
        contexts.append(chromium.new_context(viewport=size, locale="zh-CN", device_scale_factor=2))  # type: ignore[arg-type]
        return contexts[-1]

    yield new
    for context in contexts:
        context.close()


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.clock.install(time="2026-09-01T08:30:00+08:00")
    page.goto(address)
    return page


def call(page: Page, number: int = 0) -> None:
    """Open the roll call of the ride on the first day, or of a later one."""
    buttons = page.locator(".entry [data-roll]")
    buttons.nth(number).evaluate("button => { button.closest('.day').open = true; }")
    buttons.nth(number).click()


def tick(page: Page, *rows: int) -> None:
    for row in rows:
        page.locator("#roll .people [type=checkbox]").nth(row).check()


def codes_of(page: Page) -> list[str]:
    """The texts of the codes that the card shows, one after another, as a phone reads them."""
    page.locator("#roll [data-act=code]").click()
    shown, found = page.locator("[data-part=show]:visible"), list[str]()
    while True:
        png = shown.locator("svg").screenshot()
        (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))
        if code.text in found:
            break
        found.append(code.text)
        if not shown.locator("[data-next]").is_visible():
            break
        shown.locator("[data-next]").click()
    shown.locator("[data-back]").click()
    return found


def paste(page: Page, text: str) -> str:
    """Paste a text beside the roll call; return what the page answers."""
    page.locator("#roll [data-act=paste]").click()
    box = page.locator("[data-part=paste]:visible")
    box.locator("textarea").fill(text)
    box.locator("[data-merge]").click()
    answer = box.locator("[role=status]").inner_text()
    box.locator("[data-back]").click()
    return answer


@pytest.mark.browser
def test_two_phones_without_signal_merge_by_the_code_and_nobody_is_lost(
    bus: Site, phone: Callable[[], BrowserContext]
) -> None:
    cards = addresses(bus, SLUG)
    first, second = phone(), phone()
    one, two = opened(first, cards["王强"]), opened(second, cards["赵静"])
    for page, context in ((one, first), (two, second)):
        eventually(page, "navigator.serviceWorker.controller !== null")
        eventually(page, "caches.open('cards').then(c => c.keys()).then(k => k.length === 2)")
        context.set_offline(True)
        call(page)
    tick(one, *range(25))
    tick(two, *range(20, 41))
    expect(one.locator("#roll h2")).to_have_text("已到 25/41 · 还差 16 人")
    expect(two.locator("#roll h2")).to_have_text("已到 21/41 · 还差 20 人")

    (link,) = codes_of(one)
    scanned = second.new_page()
    scanned.goto(link)

    expect(scanned.locator("[data-part=received] h2")).to_have_text("收到 25 人的点名记录")
    expect(two.locator("#roll h2")).to_have_text("已到 41/41 · 全部到齐")
    assert link.startswith(f"{bus.address}/guests/{SLUG}/#RC1.{SLUG}.")
    assert link.isascii()
    keys = {address.partition("#k=")[2] for address in cards.values()}
    assert not any(key in link for key in keys if key)

    text = two.locator("#roll [data-copy]").get_attribute("data-copy")
    assert paste(one, text or "") == "已并入 41 人的记录。"
    expect(one.locator("#roll h2")).to_have_text("已到 41/41 · 全部到齐")

    one.close()
    again = opened(first, cards["王强"])
    call(again)
    expect(again.locator("#roll h2")).to_have_text("已到 41/41 · 全部到齐")
    again.locator("#roll [data-act=back]").click()
    call(again, 1)
    expect(again.locator("#roll h2")).to_have_text("已到 0/41 · 还差 41 人")


@pytest.mark.browser
def test_a_roll_call_is_searched_undone_and_has_notes_and_a_second_point(
    bus: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(addresses(bus, SLUG)["王强"])
    call(page)
    total, rows = page.locator("#roll h2"), page.locator("#roll .people li:visible")
    search = page.locator("#roll [type=search]")

    for wanted, name in (("甲三", "来宾甲三"), ("1002", "来宾甲三")):
        search.fill(wanted)
        assert name in rows.all_inner_texts()[0]
    search.fill("nobody")
    assert page.locator("#roll .nobody").is_visible()
    search.fill("")

    page.locator("#roll [data-act=everyone]").click()
    expect(total).to_have_text("已到 41/41 · 全部到齐")
    page.locator("#roll [data-act=undo]").click()
    expect(total).to_have_text("已到 0/41 · 还差 41 人")

    tick(page, *range(36))
    rows.nth(37).locator("[data-act=note]").click()
    rows.nth(37).locator("form input").fill("先回酒店")
    rows.nth(37).locator("[data-act=left]").click()
    expect(total).to_have_text("已到 36/41 · 已离队 1 · 还差 4 人")
    absent = page.locator("#roll > .callers li")
    assert absent.count() == 4
    assert absent.first.locator("a").get_attribute("href") == "tel:13900001036"
    text = page.locator("#roll [data-copy]").get_attribute("data-copy") or ""
    assert "来宾丁八：已离队：先回酒店" in text.splitlines()
    page.locator("#roll [data-act=only]").click()
    assert rows.count() == 4
    assert violations(page, within="#roll") == []
    heights = page.locator("#roll button:visible, #roll label:visible").evaluate_all(
        "parts => parts.map(part => part.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44

    page.locator("#roll [data-point='2']").click()
    expect(total).to_have_text("已到 0/41 · 还差 41 人")
    page.go_back()
    expect(page.locator(".entry [data-roll]").first).to_have_text("点名 36/41")


@pytest.mark.browser
def test_what_is_pasted_is_merged_or_refused_aloud(
    bus: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(addresses(bus, SLUG)["王强"])
    call(page)
    tick(page, 0, 1)
    text = page.locator("#roll [data-copy]").get_attribute("data-copy") or ""
    tally = text.splitlines()[-1]

    for pasted, answer in (
        ("好的，收到", "没有找到点名记录。"),
        (tally.replace(SLUG, "2026-10-other"), "有不属于本次来访的记录，未并入。"),
        (tally[:-3], "有记录不完整，未并入。请对方重新复制，或重新出示二维码。"),
        (f"{tally[:40]}=\r\n{tally[40:]}", "已并入 2 人的记录。"),
    ):
        assert paste(page, pasted) == answer
    expect(page.locator("#roll h2")).to_have_text("已到 2/41 · 还差 39 人")


@pytest.mark.browser
def test_a_phone_that_keeps_nothing_says_so(bus: Site, phone: Callable[[], BrowserContext]) -> None:
    context = phone()
    context.add_init_script(NO_STORAGE)
    page = opened(context, addresses(bus, SLUG)["王强"])
    call(page)
    tick(page, 0)

    expect(page.locator("#roll h2")).to_have_text("已到 1/41 · 还差 40 人")
    expect(page.locator("#roll .here")).to_have_text("这部手机没有保存，关闭即丢失。请先复制文字。")


@pytest.mark.browser
def test_the_cards_of_guests_have_no_part_of_it(bus: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(addresses(bus, SLUG)[GUESTS[0]])
    page.wait_for_selector(".card:visible")

    assert page.locator("#roll, [data-roll]").count() == 0
    assert "RC1" not in page.content()


@pytest.fixture(scope="module")
def script(chromium: Browser) -> Iterator[Page]:
    """A page that has only the functions of tallies."""
    yield from chromium_page(chromium, TALLIES, *FUNCTIONS)


@pytest.mark.browser
def test_merging_is_commutative_associative_and_idempotent(script: Page) -> None:
    mark = st.from_regex("[ab]a{7}[012]hnk0[ab](_[ab]{1,2})?", fullmatch=True)
    marks = st.lists(mark, max_size=6).map("-".join)
    cases: list[list[str]] = []

    @given(st.lists(st.tuples(marks, marks, marks), min_size=5))
    def collect(triples: list[tuple[str, str, str]]) -> None:
        cases.extend(map(list, triples))

    collect()
    wrong = script.evaluate(
        """cases => cases.filter(triple => {
          let [a, b, c] = triple.map(marksIn), text = (...all) => marksText(all.reduce(joinMarks));
          let codes = new Set([a, b, c].flatMap(Object.keys));
          return text(a, b) !== text(b, a) || text(a, a) !== text(a)
            || text(a, joinMarks(b, c)) !== text(joinMarks(a, b), c)
            || Object.keys([a, b, c].reduce(joinMarks)).length !== codes.size;
        })""",
        cases,
    )

    assert len(cases) >= 50
    assert wrong == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("aaaaaaaa1hnk00", "aaaaaaaa0hnk01"),
        ("aaaaaaaa0hnk01", "aaaaaaaa1hnk01"),
        ("aaaaaaaa2hnk01_ga", "aaaaaaaa1hnk01"),
        ("aaaaaaaa0hnk01", "aaaaaaaa2hnk01"),
        ("aaaaaaaa1hnk01", "aaaaaaaa1hnk01_ga"),
    ],
)
def test_the_later_mark_wins_then_a_present_one_then_the_greater_text(
    script: Page, earlier: str, later: str
) -> None:
    joined = script.evaluate(
        "([a, b]) => marksText(joinMarks(marksIn(a), marksIn(b)))", [later, earlier]
    )

    assert joined == later


@pytest.mark.browser
def test_a_note_survives_and_a_change_is_later_than_the_mark_before(script: Page) -> None:
    made: Any = script.evaluate(
        """() => {
          let first = markOf("aaaaaaaa", "1");
          let second = markOf("aaaaaaaa", "2", "已离队，𬭎 先走", first);
          return [second.slice(9, 14) > first.slice(9, 14), noteOf(second), noteOf(first)];
        }"""
    )

    assert made == [True, "已离队，𬭎 先走", ""]


@pytest.mark.browser
def test_a_real_decoder_reads_codes_of_every_length(chromium: Browser) -> None:
    longest, step = 1273, counts(60, 5)
    source = (CARD / "qr.js").read_text("utf-8")
    texts = [
        ("https://guests.example/v/#RC1.v." + "abcdefgh234567-_" * 80)[:length]
        for length in (1, 17, 18, *range(40, longest, step), longest)
    ]
    for page in chromium_page(chromium, source, "qrRows"):
        for text in texts:
            rows = page.evaluate("text => qrRows(text)", text)
            size = len(rows) + 8
            picture = Image.new("L", (size, size), 255)
            for y, x in itertools.product(range(len(rows)), repeat=2):
                picture.putpixel((x + 4, y + 4), 255 * (1 - rows[y][x]))
            # Within a long code it may see one of another kind, too.
            codes = zxingcpp.read_barcodes(
                picture.resize((size * 3, size * 3), 0), zxingcpp.BarcodeFormat.QRCode
            )
            assert [code.text for code in codes] == [text]
