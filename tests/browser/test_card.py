"""Cards in a browser: a person reads what the office wrote, and nothing about anybody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path

import icalendar
import openpyxl
import pypdfium2
import pytest
from playwright.sync_api import Page

from tests.support.project import build_cards, copy_project, run
from tests.support.proof import cases
from tests.support.shared import built_once
from tests.support.web.browsers import (
    PHONE,
    Site,
    addresses,
    eventually,
    scrolls_sideways,
    violations,
)

Rows = list[dict[str, str]]
READERS = {
    "guest-zh": ("2026-05-ecotour", "欧阳·朝晖", "zh"),
    "guest-en": ("2026-05-ecotour", "欧阳·朝晖", "en"),
    "staff-zh": ("2026-05-ecotour", "王强", "zh"),
    "staff-en": ("2026-09-campus", "林静", "en"),
}
SCHEMES = ("light", "dark")
LOOKS = [*zip(READERS, (*SCHEMES, *reversed(SCHEMES)), strict=True)]
"""Each reader once, each language of guests and of staff by day or by night."""


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> Site:
    """A made visit of 400 guests, built and served."""

    def build(root: Path) -> None:
        copy_project(root)
        run(root, "sample", str(root / "visits" / "crowd"), "--guests", "400", "--seed", "3")
        build_cards(root)

    root = built_once(tmp_path_factory, "crowd", build)
    return Site(root, serve(root / "site"))


def sheet(book: Path, name: str) -> Rows:
    """A sheet's rows as another library reads them."""
    head, *rows = openpyxl.load_workbook(book, read_only=True)[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=False)) for row in rows]  # type: ignore[arg-type]


@pytest.mark.browser
@pytest.mark.parametrize("number", cases([5, 200, 390], [200]))
def test_a_card_shows_exactly_that_persons_plan(
    crowd: Site, open_page: Callable[..., Page], number: int
) -> None:
    book = crowd.root / "visits/crowd/book.xlsx"
    guest = sheet(book, "来宾")[number]
    name, party = guest["姓名"], guest["组别"]
    (room,) = [row["房号"] for row in sheet(book, "住宿") if name in row["人员"].split("、")]
    (seat,) = [row for row in sheet(book, "用餐") if row["人员"] == name]
    rides = [row for row in sheet(book, "乘车") if {name, party} & set(row["人员"].split("、"))]
    plates = {row["车号"]: row["车牌"] for row in sheet(book, "车辆")}

    page = open_page(addresses(crowd, "crowd")[name])
    page.locator(".tabs button:visible").first.wait_for()  # then the script has folded the days
    page.evaluate("document.querySelectorAll('details').forEach(day => { day.open = true; })")
    card = page.locator(".card:visible")

    assert card.locator("h1").inner_text() == name
    assert card.locator(".rooms .big").inner_text() == room
    assert (
        card.locator(".entry .seat dd").inner_text() == f"{seat['桌号']} 号桌 {seat['座位号']} 号座"
    )
    shown = card.locator(".entry.ride").all_inner_texts()
    assert len(shown) == len(rides)
    for text, ride in zip(shown, rides, strict=True):
        assert f"车号\n{ride['车号']} · 大巴\n车牌\n{plates[ride['车号']]}" in text
        assert ride["时间"].replace("-", "–") in text
    titles = [text.split("\n")[1] for text in card.locator(".entry.item").all_inner_texts()]
    assert titles == [
        "报到",
        "情况介绍",
        "分组座谈",
        "现场考察",
        "分组讨论",
        "交流总结",
        "意见汇总",
    ]


@pytest.mark.browser
def test_no_card_names_another_guest(crowd: Site, open_page: Callable[..., Page]) -> None:
    book = crowd.root / "visits/crowd/book.xlsx"
    guests = {row["姓名"]: row["联系电话"] for row in sheet(book, "来宾")}
    cards = addresses(crowd, "crowd")
    reader = next(iter(guests))

    page = open_page(cards[reader])
    page.wait_for_selector("h1:visible")
    text = page.content()

    others = [name for name in guests if name != reader and name in text]
    phones = [phone for phone in guests.values() if phone and phone in text]
    assert (others, phones) == ([], [])


@pytest.mark.browser
@pytest.mark.parametrize("look", cases(product(READERS, SCHEMES), LOOKS), ids="-".join)
def test_axe_finds_nothing_on_a_card(
    site: Site, open_page: Callable[..., Page], look: tuple[str, str]
) -> None:
    reader, scheme = look
    slug, person, language = READERS[reader]
    page = open_page("about:blank", color_scheme=scheme)
    page.clock.set_fixed_time("2026-05-19T13:05:00+08:00")
    page.goto(addresses(site, slug)[person])
    page.wait_for_selector(".now:visible")
    if page.locator("html").get_attribute("lang") != language:
        page.click(f"[data-language={language}]")

    assert page.locator("html").get_attribute("lang") == language
    assert violations(page) == []


def shown(page: Page) -> tuple[str | None, str | None]:
    """The languages of the page, and of the one card that is seen."""
    page.wait_for_selector("article.card:visible")
    html, card = page.locator("html"), page.locator("article.card:visible")
    return html.get_attribute("lang"), card.get_attribute("lang")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("slug", "person", "phone", "language"),
    [
        ("2026-09-campus", "周一鸣", "en-US", "en"),
        ("2026-09-campus", "周一鸣", "zh-TW", "zh"),
        ("2026-09-campus", "周一鸣", "fr-FR", "zh"),
        ("2026-09-campus", "Anna Berg", "zh-CN", "en"),
        ("2026-09-campus", "林静", "zh-CN", "en"),
    ],
    ids=["the phone's", "of a region", "not offered", "the office's", "staff have one"],
)
def test_a_card_opens_in_the_phones_language_unless_the_office_set_one(
    site: Site, open_page: Callable[..., Page], slug: str, person: str, phone: str, language: str
) -> None:
    page = open_page(addresses(site, slug)[person], locale=phone)

    assert shown(page) == (language, language)


@pytest.mark.browser
def test_the_language_that_a_reader_chose_is_kept(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(addresses(site, "2026-09-campus")["周一鸣"], locale="en-US")
    page.click("[data-language=zh]:visible")
    page.reload()

    assert shown(page) == ("zh", "zh")


@pytest.mark.browser
def test_without_scripts_a_card_is_in_the_visits_first_language(
    site: Site, open_page: Callable[..., Page]
) -> None:
    url = addresses(site, "2026-09-campus")["周一鸣"]
    page = open_page(url, locale="en-US", java_script_enabled=False)

    assert shown(page) == ("zh", "zh")


@pytest.mark.browser
@pytest.mark.parametrize("person", ["王强", "欧阳·朝晖"])
def test_a_card_never_scrolls_sideways(
    site: Site, open_page: Callable[..., Page], person: str
) -> None:
    """Nor with a picture of the reader's seat, on the card of 欧阳·朝晖."""
    page = open_page(addresses(site, "2026-05-ecotour")[person])
    page.wait_for_selector(".card:visible")

    assert too_wide(page) == []
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    for size in (1, 2):
        page.click(f'[data-large="{size}"]:visible')
        assert too_wide(page) == []


def too_wide(page: Page) -> list[int]:
    """The widths of a window at which the page scrolls sideways."""
    wrong = []
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": PHONE["height"]})
        eventually(page, f"innerWidth === {width}")
        wrong += [width] if scrolls_sideways(page) else []
    return wrong


@pytest.mark.browser
@pytest.mark.parametrize(
    ("clock", "shown"),
    [
        ("2026-05-17T20:00:00+08:00", ["还有 1 天", "明早 10:20", "然后", "1号车"]),
        ("2026-05-18T10:30:00+08:00", ["现在", "抵达", "接下来", "乘车前往明峰宾馆", "1号车"]),
        ("2026-05-18T13:30:00+08:00", ["接下来", "座谈会"]),
        ("2026-05-19T00:30:00+08:00", ["接下来", "早餐"]),
        (
            "2026-05-19T08:10:00+08:00",
            ["接下来 · 10 分钟后", "08:20 前到", "1号车", "鄂E·0C021", "然后", "湿地"],
        ),
        ("2026-05-19T09:30:00+08:00", ["现在", "湿地保护现场交流", "接下来", "午餐"]),
        ("2026-05-19T21:00:00+08:00", ["今天没有安排了", "明早 07:00", "早餐"]),
        ("2026-05-21T09:00:00+08:00", ["本次接待已结束"]),
    ],
)
def test_now_and_next_follow_the_visits_clock_on_a_phone_elsewhere(
    site: Site, open_page: Callable[..., Page], clock: str, shown: list[str]
) -> None:
    page = open_page("about:blank", timezone_id="America/New_York")
    page.clock.set_fixed_time(clock)
    page.goto(addresses(site, "2026-05-ecotour")["欧阳·朝晖"])

    text = page.locator(".card:visible .now").inner_text()
    positions = [text.find(word) for word in shown]
    assert -1 not in positions
    assert positions == sorted(positions)


@pytest.mark.browser
def test_a_card_left_open_over_midnight_turns_to_the_new_day(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page("about:blank")
    page.clock.set_fixed_time("2026-05-18T23:50:00+08:00")
    page.goto(addresses(site, "2026-05-ecotour")["欧阳·朝晖"])
    page.wait_for_selector(".card:visible")
    tabs = page.locator(".card:visible .tabs button")
    assert tabs.all_inner_texts() == ["今天", "5/19", "5/20"]

    page.clock.set_fixed_time("2026-05-19T06:30:00+08:00")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    assert tabs.all_inner_texts() == ["5/18", "今天", "5/20"]
    assert "5月19日" in page.locator(".card:visible details[open] h3").inner_text()
    assert "接下来 · 30 分钟后" in page.locator(".card:visible .now").inner_text()


@pytest.mark.browser
def test_without_script_everything_can_be_read(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(addresses(site, "2026-06-exchange")["程立"], java_script_enabled=False)

    text = page.locator(".card").first.inner_text()
    assert "座谈交流" in text
    assert "8401" in text


@pytest.mark.browser
def test_the_landing_page_names_nobody(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{site.address}/guests/2026-05-ecotour/")

    content = page.content()
    assert "市生态旅游考察团" in content
    names = [row for row in addresses(site, "2026-05-ecotour") if row in content]
    assert names == []
    assert violations(page) == []


@pytest.mark.browser
def test_the_calendar_taken_from_the_page_holds_the_days_on_it(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(addresses(site, "2026-05-ecotour")["欧阳·朝晖"])
    page.wait_for_selector("h1:visible")  # unsealed
    page.evaluate("document.querySelectorAll('details').forEach(day => { day.open = true; })")

    with page.expect_download() as download:
        page.click("[data-calendar]")

    calendar = icalendar.Calendar.from_ical(Path(download.value.path()).read_bytes())
    starts = [f"{event['dtstart'].dt:%H:%M}" for event in calendar.walk("VEVENT")]
    shown = page.locator(".card:visible .entry time").all_inner_texts()
    assert starts == [time[:5] for time in shown]
    assert {str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")} == {"Asia/Shanghai"}


@pytest.mark.browser
def test_rare_characters_are_complete_on_the_card_and_in_the_calendar(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(addresses(site, "2026-09-campus")["𬭎㛃·䶮"])
    with page.expect_download() as download:
        page.locator("[data-calendar]:visible").click()

    calendar = icalendar.Calendar.from_ical(Path(download.value.path()).read_bytes())
    (event,) = calendar.walk("VEVENT")
    assert page.locator("h1:visible").inner_text() == "𬭎㛃·䶮"
    assert str(event["summary"]) == "座谈；𬭎㛃·䶮主讲, 第1;2场"
    assert page.locator(".card:visible .entry h4").text_content() == str(event["summary"])


@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_guests_card_prints_on_one_a5_sheet(
    site: Site, open_page: Callable[..., Page], language: str
) -> None:
    page = open_page(addresses(site, "2026-05-ecotour")["欧阳·朝晖"])
    page.wait_for_selector("article.card:visible")
    if language != "zh":
        page.click(f"[data-language={language}]:visible")

    sheet = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))

    assert [
        tuple(round(side / 72 * 25.4) for side in page_of_paper.get_size())
        for page_of_paper in sheet
    ] == [(148, 210)]
    text = sheet[0].get_textpage().get_text_range()
    assert all(word in text for word in ("8302", "14:30–17:00", "13900002003", "G4321"))


@pytest.mark.browser
def test_one_event_can_be_added_to_the_calendar(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page("about:blank")
    page.clock.set_fixed_time("2026-05-18T13:30:00+08:00")
    page.goto(addresses(site, "2026-05-ecotour")["欧阳·朝晖"])

    with page.expect_download() as download:
        page.locator(".now:visible [data-event]").click()

    calendar = icalendar.Calendar.from_ical(Path(download.value.path()).read_bytes())
    assert [str(event["summary"]) for event in calendar.walk("VEVENT")] == ["座谈会"]


@pytest.mark.browser
def test_opening_a_card_is_one_request(crowd: Site, open_page: Callable[..., Page]) -> None:
    asked: list[str] = []
    page = open_page("about:blank")
    page.on("request", lambda request: asked.append(request.url))
    page.goto(next(iter(addresses(crowd, "crowd").values())))
    page.wait_for_selector("h1:visible")

    assert [url for url in asked if not url.startswith("data:")] == asked[:1]


@pytest.mark.browser
def test_a_panel_of_a_working_group_is_open_at_today_and_marks_what_is_late(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page("about:blank", timezone_id="America/New_York")
    page.clock.set_fixed_time("2026-05-19T00:10:00+08:00")
    page.goto(addresses(site, "2026-05-ecotour")["吴婷"])
    page.wait_for_selector(".card:visible")

    opened = page.locator(".panel.kitchen details[open]")
    assert opened.locator("h3").all_inner_texts() == ["5月19日周二 · 3 餐"]
    assert "早餐 · 自助餐 38 人" in opened.inner_text()

    page.goto(addresses(site, "2026-05-ecotour")["李娜"])
    page.wait_for_selector(".card:visible")
    tasks = page.locator(".panel.overview details").first
    assert re.fullmatch(r"未完成的任务 \d+ 项 · 逾期 \d+", tasks.locator("h3").inner_text())
    tasks.locator("summary").click()
    late = [mark.is_visible() for mark in tasks.locator(".late").all()]
    assert late == sorted(late, reverse=True)
    assert {True, False} == {*late}
