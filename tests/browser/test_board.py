"""The duty board on a wall's screen, at moments of a moved clock: a visit in, the whole board out.

`pytest tests/browser/test_board.py --update-goldens` writes what the boards say: read each line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import pytest_golden.yaml
from playwright.sync_api import Browser, Page, expect

from generator.agenda.board import board_of
from generator.load import load_visit
from generator.model.standing import Standing
from generator.model.visit import Visit
from generator.render.board import board_page
from generator.sample import write_sample
from tests.support.web.browsers import PHONE, scrolls_sideways, violations

pytest_golden.yaml._rt.width = 1000
pytestmark = pytest.mark.browser
WALL = {"width": 1920, "height": 1080}
CHINA = timezone(timedelta(hours=8))
TURN = 12
"""The seconds after which a long list turns its page."""


@pytest.fixture
def shown(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Opens a visit's board from a file, at a moment on the visit's clock."""
    pages: list[Page] = []

    def show(visit: Visit, moment: str, language: str = "zh", **context: Any) -> Page:
        file = tmp_path / "board.html"
        file.write_text(board_page(board_of(visit.staff_view), language, "2026-05-17"), "utf-8")
        page = chromium.new_page(**{"viewport": WALL, **context})
        pages.append(page)
        # Stopped, or a long list would turn its page while a busy machine reads it.
        page.clock.install(time=at(moment) - timedelta(seconds=1))
        page.clock.pause_at(at(moment))
        page.goto(file.as_uri())
        return page

    yield show
    for page in pages:
        page.close()


@pytest.fixture(scope="module")
def crowd(standing: Standing, tmp_path_factory: pytest.TempPathFactory) -> Visit:
    """A visit of 400 guests, from 14 September 2026 on."""
    root = tmp_path_factory.mktemp("crowd")
    write_sample(root / "visits/case", 400, 1)
    visit, _ = load_visit(root / "visits/case", standing, root)
    assert visit is not None
    return visit


def at(moment: str) -> datetime:
    """A moment on the visit's clock."""
    return datetime.fromisoformat(moment).replace(tzinfo=CHINA)


def says(page: Page) -> str:
    """The text that is in sight, a line for each line that is read."""
    lines = (line.strip() for line in page.inner_text("body").splitlines())
    return "\n".join(line for line in lines if line) + "\n"


@pytest.mark.golden_test("board/*.yml")
def test_the_board_says_who_is_where_by_the_clock(
    golden: Any, visit_of: Callable[..., Visit], shown: Callable[..., Page]
) -> None:
    golden.get("about")
    visit, language = visit_of(**golden["visit"]), golden["language"]

    page = shown(visit, str(golden["moments"][0]), language)
    said = {}
    for moment in map(str, golden["moments"]):
        page.clock.set_system_time(at(moment))
        page.clock.run_for(1000)
        assert page.evaluate("[innerWidth, document.body.scrollHeight]") == [1920, 1080]
        said[moment] = says(page)
    assert golden.out["boards_say"] == said


def test_the_board_goes_on_by_itself_and_asks_for_nothing(
    visit_of: Callable[..., Visit], shown: Callable[..., Page]
) -> None:
    item = {"day": "2026-05-18", "time": "9:00-10:00", "title": "报到", "for": "all"}
    visit = visit_of(guests=["张伟"], schedule=[item], timezone="Asia/Tokyo")
    page = shown(visit, "2026-05-18 07:59:30")  # in Tokyo it is an hour later
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    now = page.locator("#party .now")

    assert page.inner_text("#clock") == "08:59"
    assert "报到" not in now.inner_text()
    page.clock.run_for(60_000)

    assert page.inner_text("#clock") == "09:00"
    assert "报到" in now.inner_text()
    assert asked == []


def test_long_lists_turn_their_pages_until_every_row_was_shown(
    crowd: Visit, shown: Callable[..., Page]
) -> None:
    page = shown(crowd, "2026-09-15 09:30")
    names = page.locator("#party li:not([hidden]) .name b")
    shown_names = names.all_inner_texts()

    assert page.inner_text("#party .page") == "1/3 ›"
    assert page.evaluate("document.body.scrollHeight") == WALL["height"]
    for _ in range(2):
        page.clock.run_for(TURN * 1000)
        shown_names += names.all_inner_texts()

    assert shown_names == [party.name for party in crowd.parties]
    page.click("#party .page")  # by hand: from the last to the first
    assert page.inner_text("#party .page") == "1/3 ›"
    cut = page.evaluate(
        """[...document.querySelectorAll(".panel li:not([hidden])")].filter(row =>
          row.getBoundingClientRect().bottom > row.parentNode.getBoundingClientRect().bottom + 2
        ).length"""
    )
    assert cut == 0


def test_no_telephone_reaches_into_the_next_column(
    visit_of: Callable[..., Visit], shown: Callable[..., Page]
) -> None:
    leads = {"欧阳晓明": "dining", "Alexandra Montgomery": "lodging"}
    team = {
        "staff": [{"name": name, "phone": "13900002001"} for name in leads],
        "groups": [{"role": role, "lead": name} for name, role in leads.items()],
    }
    meal = {"day": "2026-05-18", "time": "8:00-10:00", "kind": "早餐", "place": "mingfeng"}
    visit = visit_of(team=team, guests=["张伟"], meals=[{**meal, "receiver": one} for one in leads])
    page = shown(visit, "2026-05-18 09:30", viewport={"width": 1280, "height": 800})

    wide = """all => all.map(one => one.getBoundingClientRect().right
      - one.closest("li").querySelector(".now").getBoundingClientRect().left)"""
    beyond = page.locator("#group .name .call").evaluate_all(wide)

    assert len(beyond) == 2
    assert max(beyond) < 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_wall_and_a_phone_by_day_and_by_night(
    crowd: Visit, shown: Callable[..., Page], scheme: str
) -> None:
    page = shown(crowd, "2026-09-15 09:30", color_scheme=scheme)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")

    page.clock.resume()  # axe waits for timers
    assert violations(page, "minor", "moderate", "serious", "critical") == []
    page.click("#look")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != ground
    page.set_viewport_size(PHONE)
    # A page hears of its new size with its next frame, after the call has returned.
    expect(page.locator("#party li:not([hidden])")).to_have_count(len(crowd.parties))
    assert not scrolls_sideways(page)


def test_the_bytes_of_a_board_do_not_depend_on_the_hour(
    visit_of: Callable[..., Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    item = {"day": "2026-05-18", "time": "9:00-10:00", "title": "报到</script>", "for": "all"}
    visit = visit_of(guests=["张伟"], schedule=[item])
    first = board_page(board_of(visit), "zh", "2026-05-17")

    class Later(datetime):
        @classmethod
        def now(cls, tz: Any = UTC) -> Later:
            return cls(2030, 1, 1, tzinfo=tz)

    monkeypatch.setattr("datetime.datetime", Later)
    assert board_page(board_of(visit), "zh", "2026-05-17") == first
    assert first.count("</script>") == 2
