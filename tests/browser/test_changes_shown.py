"""Changes on a card: all since the reader last acknowledged them, at the top and at their entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.agenda import agenda_of
from generator.model.visit import Visit
from generator.render.card.content import card_content
from generator.render.card.envelope import plain_page
from generator.render.card.view import ChangeView
from tests.support.web.browsers import CARD, PHONE, chromium_page, violations

VisitOf = Callable[..., Visit]
AS_OF = datetime(2026, 5, 1, tzinfo=UTC)
CLOCK = "2026-05-18T08:00:00+08:00"
VISIT: dict[str, Any] = {
    "guests": ["张伟"],
    "languages": ["zh", "en"],
    "schedule": [
        {"id": "talk", "day": "5月18日", "time": "9:30", "title": {"zh": "座谈", "en": "Talk"},
         "place": "明峰宾馆"},
        {"id": "wetland", "day": "5月19日", "time": "9:30", "title": "湿地"},
    ],
    "stays": [
        {"venue": "明峰宾馆", "room": "8302", "people": "张伟", "check_out": "5月19日"},
        {"venue": "明峰宾馆", "room": "8405", "people": "张伟", "check_in": "5月19日"},
    ],
}  # fmt: skip


def change(at: int, old: str, new: str, **more: str) -> dict[str, Any]:
    """A change of the talk's time, unless said otherwise."""
    usual = {"kind": "entry", "key": "item:talk", "field": "time", "label": "座谈"}
    return {"at": at, **usual, "old": old, "new": new, **more}


GONE = {"field": "cancelled", "label": "座谈 已取消"}
NEW = {"field": "new", "label": "新增 座谈"}
JOINED = {
    "none": ([], 0, []),
    "one": ([change(5, "9:00", "9:30")], 0, [("9:00", "9:30")]),
    "acknowledged": ([change(5, "9:00", "9:30")], 5, []),
    "newer than acknowledged": (
        [change(5, "9:00", "9:30"), change(6, "9:30", "10:00")], 5, [("9:30", "10:00")]
    ),
    "two publications, first old and latest new": (
        [change(6, "9:30", "10:00"), change(5, "9:00", "9:30")], 0, [("9:00", "10:00")]
    ),
    "back to what it was": ([change(5, "9:00", "9:30"), change(6, "9:30", "9:00")], 0, []),
    "two fields of one entry": (
        [change(5, "9:00", "9:30"), change(5, "一楼", "二楼", field="place")],
        0,
        [("9:00", "9:30"), ("一楼", "二楼")],
    ),
    "one field of two entries": (
        [change(5, "9:00", "9:30"), change(5, "9:00", "9:30", key="item:x")],
        0,
        [("9:00", "9:30"), ("9:00", "9:30")],
    ),
    "two vehicles, which have no entry": (
        [
            change(5, "鄂E1", "鄂E2", kind="vehicle", key="", field="plate", label="1号车"),
            change(6, "鄂E3", "鄂E4", kind="vehicle", key="", field="plate", label="2号车"),
            change(7, "鄂E2", "鄂E5", kind="vehicle", key="", field="plate", label="1号车"),
        ],
        0,
        [("鄂E1", "鄂E5"), ("鄂E3", "鄂E4")],
    ),
    "moved, then cancelled": (
        [change(5, "9:00", "9:30"), change(6, "9:30", "", **GONE)], 0, [("9:30", "")]
    ),
    "new, then moved": (
        [change(5, "", "9:30", **NEW), change(6, "9:30", "10:00")], 0, [("", "9:30")]
    ),
    "new, then cancelled": (
        [change(5, "", "9:30", **NEW), change(6, "9:30", "", **GONE)], 0, []
    ),
    "new and acknowledged, then cancelled": (
        [change(5, "", "9:30", **NEW), change(6, "9:30", "", **GONE)], 5, [("9:30", "")]
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def script(chromium: Browser) -> Iterator[Page]:
    """A page that knows how changes are joined, and nothing else."""
    yield from chromium_page(chromium, (CARD / "changes.js").read_text("utf-8"), "joinChanges")


@pytest.mark.browser
@pytest.mark.parametrize("name", JOINED)
def test_changes_are_joined_since_the_acknowledged_ones(script: Page, name: str) -> None:
    changes, acknowledged, expected = JOINED[name]

    joined = script.evaluate("([all, since]) => joinChanges(all, since)", [changes, acknowledged])

    assert [(change["old"], change["new"]) for change in joined] == expected


class Phone:
    """A phone that a guest's card is served to, as it is published from time to time."""

    def __init__(self, browser: Browser, visit: Visit) -> None:
        self.visit = visit
        self.html = ""
        context = browser.new_context(viewport=PHONE, locale="zh-CN")  # type: ignore[arg-type]
        self.page = context.new_page()
        self.page.clock.set_fixed_time(CLOCK)
        self.page.route("**/*", lambda r: r.fulfill(body=self.html, content_type="text/html"))

    def publish(self, *changes: dict[str, Any], **words: str) -> None:
        """Put another edition of the card at its address."""
        views = [ChangeView(**change) for change in changes]
        english = [ChangeView(**{**change, "label": "Talk"}) for change in changes]
        agenda = agenda_of(self.visit, self.visit.guests[0])
        content = card_content(
            agenda, as_of=AS_OF, version="0", changes={"zh": views, "en": english}
        )
        self.html = plain_page(content)

    def look(self) -> list[str]:
        """Open the card: the changes on top of it."""
        self.page.goto("http://card.test/g/card.html")
        self.page.wait_for_selector(".card:visible")
        return self.page.locator(".changes:visible li").all_inner_texts()

    def text(self, selector: str) -> str:
        return " ".join(self.page.locator(f".card:visible {selector}").all_inner_texts())


@pytest.fixture
def phone(chromium: Browser, visit_of: VisitOf) -> Iterator[Phone]:
    held = Phone(chromium, visit_of(**VISIT))
    yield held
    held.page.context.close()


MOVED = change(1_779_000_000, "09:00", "09:30")
ROOM = change(
    1_779_000_000, "8401", "8302", kind="stay", key="stay:2026-05-18", field="room", label="房号"
)


@pytest.mark.browser
def test_a_change_is_at_the_top_in_now_and_at_its_entry_with_the_former_value(
    phone: Phone,
) -> None:
    phone.publish(MOVED, ROOM)

    assert phone.look() == ["座谈 09:00 → 09:30", "房号 8401 → 8302"]
    assert phone.text(".changes h2") == "有 2 处变动"
    assert phone.page.locator(".changes:visible s").all_inner_texts() == ["09:00", "8401"]
    assert phone.text(".now .was") == "09:00 → 09:30"
    assert phone.text(".entry .was") == "09:00 → 09:30"
    assert phone.text(".tile:visible .was") == "8401 → 8302"
    assert violations(phone.page) == []
    sections = phone.page.locator(".card:visible section:visible")
    names = [str(section.get_attribute("class")) for section in sections.all()]
    assert names[:3] == ["box changes", "now", "rooms"]


@pytest.mark.browser
def test_an_acknowledged_change_stays_hidden(phone: Phone) -> None:
    phone.publish(MOVED)
    phone.look()

    phone.page.click("[data-acknowledge]:visible")

    assert phone.page.locator(".changes:visible, .was:visible").count() == 0
    assert phone.look() == []


@pytest.mark.browser
def test_two_publications_before_the_reader_looks_are_one_change(phone: Phone) -> None:
    again = change(MOVED["at"] + 3600, "09:30", "10:00")
    phone.publish(MOVED, again)

    assert phone.look() == ["座谈 09:00 → 10:00"]


@pytest.mark.browser
def test_after_acknowledging_one_the_next_is_shown_from_the_acknowledged_value(
    phone: Phone,
) -> None:
    phone.publish(MOVED)
    phone.look()
    phone.page.click("[data-acknowledge]:visible")

    phone.publish(MOVED, change(MOVED["at"] + 3600, "09:30", "10:00"))

    assert phone.look() == ["座谈 09:30 → 10:00"]


@pytest.mark.browser
def test_without_storage_an_acknowledged_change_is_hidden_until_the_next_opening(
    phone: Phone,
) -> None:
    phone.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException(); } });"
    )
    phone.publish(MOVED)
    phone.look()

    phone.page.click("[data-acknowledge]:visible")

    assert phone.page.locator(".changes:visible").count() == 0
    assert phone.look() == ["座谈 09:00 → 09:30"]


@pytest.mark.browser
def test_a_change_opens_its_entry_and_one_without_an_entry_is_no_button(phone: Phone) -> None:
    later = change(1_779_000_000, "09:00", "09:30", key="item:wetland", label="湿地")
    gone = change(1_779_000_000, "14:00", "", key="item:gone", label="参观", field="cancelled")
    phone.publish(later, gone)
    assert phone.look() == ["湿地 09:00 → 09:30", "参观 14:00"]
    assert phone.page.locator(".changes:visible li button").all_inner_texts() == [
        "湿地 09:00 → 09:30"
    ]

    phone.page.click(".changes:visible li button")

    open_days = phone.page.locator(".card:visible details[open]")
    assert open_days.count() == 1
    assert "湿地" in open_days.inner_text()


@pytest.mark.browser
def test_acknowledged_in_one_language_is_acknowledged_in_the_other(phone: Phone) -> None:
    phone.publish(MOVED)
    phone.look()
    phone.page.click("[data-language=en]:visible")
    assert phone.page.locator(".changes:visible li").all_inner_texts() == ["Talk 09:00 → 09:30"]

    phone.page.click("[data-acknowledge]:visible")
    phone.page.click("[data-language=zh]:visible")

    assert phone.page.locator(".changes:visible").count() == 0


@pytest.mark.browser
def test_a_saved_card_still_shows_its_changes(phone: Phone) -> None:
    phone.publish(MOVED)
    phone.look()
    with phone.page.expect_download() as download:
        phone.page.click("[data-save]:visible")
    phone.html = download.value.path().read_text("utf-8")

    assert phone.look() == ["座谈 09:00 → 09:30"]
    assert phone.text(".entry .was") == "09:00 → 09:30"


@pytest.mark.browser
def test_the_text_of_a_change_is_not_read_as_html(phone: Phone) -> None:
    hostile = "'\"><img src=x onerror=window.ran=1>\\u0027&amp;"
    phone.publish(change(MOVED["at"], hostile, "09:30", label=hostile))

    assert phone.look() == [f"{hostile} {hostile} → 09:30"]
    assert phone.page.evaluate("window.ran") is None
