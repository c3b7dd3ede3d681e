"""What a card shows by the clock: one function with a table of cases, and complete visits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from playwright.sync_api import Browser, Page

from generator.agenda import agenda_of
from generator.agenda.views import Agenda, Entry, EntryKind
from generator.load import load_visit
from generator.model.standing import Standing
from generator.model.visit import Visit
from generator.render.card.content import card_content
from generator.render.card.entries import USUAL_LENGTH
from generator.sample import write_sample
from tests.support.project import PROJECT
from tests.support.proof import counts
from tests.support.web.browsers import CARD, chromium_page

SCRIPTS = "\n".join(
    (CARD / f"{name}.js").read_text("utf-8") for name in ("clock", "state", "browsers", "card")
)
TABLE = yaml.safe_load((Path(__file__).parent / "states.yml").read_text("utf-8"))
NOTHING = {"current": [], "next": [], "then": None, "days": 0, "rooms": [], "later": []}
STEP = timedelta(minutes=counts(60, 10))
NIGHT_ENDS = 5

WORKED_OUT = """([plan, zone, now]) => {
  plan.entries.forEach(e => { e.optional = Boolean(e.optional); });
  let state = cardState(plan, now, clockOf(zone));
  let names = list => list.map(item => item.name);
  return {
    kind: state.kind, current: names(state.current), next: names(state.next),
    then: state.then ? state.then.name : null, days: state.days, morning: state.morning,
    rooms: names(state.rooms), later: names(state.later),
  };
}"""


@pytest.fixture(scope="module")
def script(chromium: Browser) -> Iterator[Page]:
    """A page that has only the card's functions."""
    yield from chromium_page(chromium, SCRIPTS, "cardState", "clockOf")


def seconds(local: str, zone: str) -> int:
    return int(datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)).timestamp())


def number(day: str) -> int:
    return (date.fromisoformat(day) - date(1970, 1, 1)).days


def plan_of(written: dict[str, Any]) -> dict[str, Any]:
    """Return a plan of the table in the form of the card's script."""
    zone = written["zone"]
    entries = [
        {
            "name": name,
            "kind": kind,
            "from": seconds(starts, zone),
            "until": seconds(ends, zone),
            "by": seconds(by, zone) if (by := (rest or {}).get("by")) else 0,
            "optional": (rest or {}).get("optional", False),
        }
        for name, kind, starts, ends, *more in written["entries"]
        for rest in (more[0] if more else None,)
    ]
    rooms = [
        {"name": name, "first": number(first), "last": number(last), "out": out}
        for name, first, last, out in written.get("rooms", ())
    ]
    return {"entries": entries, "rooms": rooms, "last": number(written["last"])}


CASES = [
    pytest.param(plan, case, id=f"{name}-{case['at']}")
    for name, plan in TABLE.items()
    for case in plan["states"]
]


@pytest.mark.browser
@pytest.mark.parametrize(("written", "case"), CASES)
def test_the_state_of_a_card_at_a_time(
    script: Page, written: dict[str, Any], case: dict[str, Any]
) -> None:
    zone = written["zone"]

    state = script.evaluate(WORKED_OUT, [plan_of(written), zone, seconds(case["at"], zone)])

    expected = NOTHING | {key: value for key, value in case.items() if key != "at"}
    if "morning" not in case:
        expected["morning"] = state["morning"]  # of no matter where what is next is today
    assert state == expected


@dataclass(frozen=True)
class Seen:
    """What a card shows at an instant.

    `moments` are the entries in "now" as (time, title, number of further entries at the same time),
    `rooms` those of its tiles.
    """

    moments: list[tuple[str, str, int]]
    plates: list[str]
    rooms: list[str]
    text: str


READ_CARD = """instants => {
  let all = (within, selector) => [...within.querySelectorAll(selector)];
  let card = document.querySelector(".card:not([hidden])");
  return instants.map(instant => {
    Date.now = () => instant * 1000;
    document.dispatchEvent(new Event("visibilitychange"));
    let now = card.querySelector(".now");
    return {
      moments: now.hidden ? [] : all(now, ".moment").map(box => [
        box.querySelector("time").textContent, box.querySelector("h3").firstChild.textContent,
        Number((box.textContent.match(/同时还有 (\\d+) 项/) || [0, 0])[1]),
      ]),
      plates: now.hidden ? [] : all(now, ".plate dd").map(dd => dd.textContent.trim()),
      rooms: all(card, ".tile").filter(tile => !tile.closest("[hidden]"))
        .map(tile => tile.querySelector(".big").textContent),
      text: now.hidden ? "" : now.textContent,
    };
  });
}"""


def shown_at(chromium: Browser, agenda: Agenda, instants: list[int], phone: str) -> list[Seen]:
    """Return what a person's card shows at each instant, on a phone in a time zone."""
    html = card_content(agenda, as_of=datetime(2026, 5, 1, tzinfo=UTC), version="0").html
    context = chromium.new_context(timezone_id=phone, locale="zh-CN")
    page = context.new_page()
    page.set_content(f"<style>[hidden] {{ display: none }}</style>{html}")
    page.evaluate(f"{SCRIPTS}\nstartCard()")
    seen = page.evaluate(READ_CARD, instants)
    context.close()
    return [
        Seen([tuple(m) for m in state.pop("moments")], **state)  # type: ignore[misc]
        for state in seen
    ]


def over(entry: Entry) -> datetime:
    return entry.end or entry.start + USUAL_LENGTH[entry.kind]


def named(entry: Entry) -> tuple[str, str]:
    """Return an entry's hours and title as on a card."""
    title = {
        EntryKind.RIDE: f"乘车前往{entry.title}",
        EntryKind.ARRIVAL: f"抵达 {entry.title}",
        EntryKind.DEPARTURE: f"返程 {entry.title}",
    }.get(entry.kind, f"{entry.title} · {entry.form}" if entry.form else str(entry.title))
    if entry.end is None:
        return f"{entry.start:%H:%M}", title
    after = "⁺¹" if entry.end.date() > entry.start.date() else ""
    return f"{entry.start:%H:%M}–{entry.end:%H:%M}{after}", title


ALL_READERS = [
    (slug, person, phone)
    for phone in ("America/New_York", "Asia/Shanghai", "Pacific/Kiritimati")
    for slug, person in (
        ("2026-05-ecotour", "梁正远"),
        ("2026-05-ecotour", "王强"),
        ("2026-06-exchange", "程立"),
        ("2026-05-ecotour", "欧阳·朝晖"),
    )
]
READERS = ALL_READERS[: counts(3, len(ALL_READERS))]


Spans = dict[str, tuple[float, float]]


def spans_of(agenda: Agenda) -> Spans:
    """Return the instants at which each entry begins and is over, by its key."""
    zone = ZoneInfo(agenda.visit.timezone)
    return {e.key: (instant(e.start, zone), instant(over(e), zone)) for e in agenda.entries}


def errors_of(agenda: Agenda, at: Spans, now: datetime, seen: Seen) -> list[str]:
    """Return what is wrong on a card at `now`, a time on the visit's clock."""
    zone = ZoneInfo(agenda.visit.timezone)
    clock = instant(now, zone)
    coming = [e for e in agenda.entries if clock < at[e.key][1]]
    running = [e for e in coming if at[e.key][0] <= clock]
    errors = [f"{m[:2]} is over" for m in seen.moments if m[:2] not in map(named, coming)]
    plates = {e.passage.plate for e in coming if e.passage}
    errors += [f"{plate} has left" for plate in seen.plates if plate not in plates]
    if running and (not seen.moments or seen.moments[0][2] != len(running) - 1):
        errors.append(f"{len(running)} at once, and {seen.moments[:1]}")
    if not running and coming:
        first = min(at[e.key][0] for e in coming)
        alike = sum(at[e.key][0] == first for e in coming)
        if seen.moments[0][2] < alike - 1:
            errors.append(f"{alike} come next, and {seen.moments[:1]}")
    if seen.rooms != rooms_at(agenda, now):
        errors.append(f"rooms {seen.rooms}, not {rooms_at(agenda, now)}")
    staying = any(stay.check_out > now.date() for stay in agenda.stays)
    thanks = "辛苦了" if agenda.staff else "感谢您的到来"
    if not coming and not staying and thanks not in seen.text:
        errors.append(f"no thanks, but {seen.text}")
    elif not seen.text.strip():
        errors.append("no text")
    return [f"{now:%m-%d %H:%M} {error}" for error in errors]


def instant(local: datetime, zone: ZoneInfo) -> float:
    return local.replace(tzinfo=zone).timestamp()


def rooms_at(agenda: Agenda, now: datetime) -> list[str]:
    """Return tonight's rooms, or else those of the night before or of the first night."""
    night = (now - timedelta(hours=NIGHT_ENDS)).date() if now.hour < NIGHT_ENDS else now.date()
    tonight = [stay.room for stay in agenda.stays if stay.check_in <= night < stay.check_out]
    leaving = [s.room for s in agenda.stays if s.check_out == now.date() and now.time() < time(12)]
    later = [stay for stay in agenda.stays if stay.check_in > night]
    return tonight or leaving or [s.room for s in later if s.check_in == later[0].check_in]


def assert_right_throughout(
    chromium: Browser, agenda: Agenda, phone: str = "Asia/Shanghai"
) -> None:
    """Check a person's card from three days before the visit to two days after it."""
    zone = ZoneInfo(agenda.visit.timezone)
    start = datetime.combine(agenda.visit.start - timedelta(days=3), time(), zone)
    end = datetime.combine(agenda.visit.end + timedelta(days=2), time(), zone)
    steps = int((end.timestamp() - start.timestamp()) / STEP.total_seconds())
    instants = [int(start.timestamp() + n * STEP.total_seconds()) for n in range(steps)]

    seen, at = shown_at(chromium, agenda, instants, phone), spans_of(agenda)

    wrong = [
        error
        for state, moment in zip(seen, instants, strict=True)
        for error in errors_of(
            agenda, at, datetime.fromtimestamp(moment, zone).replace(tzinfo=None), state
        )
    ]
    assert wrong == []


def sample(slug: str, standing: Standing, project: Path = PROJECT) -> Visit:
    visit, _ = load_visit(project / "visits" / slug, standing, project)
    assert visit is not None
    return visit


@pytest.mark.browser
@pytest.mark.parametrize(("slug", "person", "phone"), READERS)
def test_nothing_that_is_over_is_named_through_a_whole_visit(
    chromium: Browser, standing: Standing, slug: str, person: str, phone: str
) -> None:
    visit = sample(slug, standing)

    assert_right_throughout(chromium, agenda_of(visit, visit.people[person]), phone)  # type: ignore[index]


@pytest.mark.browser
def test_nothing_that_is_over_is_named_in_a_made_visit_of_400(
    chromium: Browser, standing: Standing, tmp_path: Path
) -> None:
    write_sample(tmp_path / "visits" / "crowd", 400, 3)
    visit = sample("crowd", standing, tmp_path)
    liaison = next(guest.looked_after_by for guest in visit.guests if guest.looked_after_by)

    assert_right_throughout(chromium, agenda_of(visit, visit.guests[200]))
    assert_right_throughout(chromium, agenda_of(visit, liaison))


BERLIN = {
    "start": "2026-03-28",
    "end": "2026-03-30",
    "timezone": "Europe/Berlin",
    "guests": [{"name": "张伟", "departure": "2026-03-30 15:00", "departure_by": "ICE 600"}],
    "vehicles": [{"number": "1号车", "plate": "鄂E·0A001", "seats": 40}],
    "schedule": [
        {"day": "2026-03-28", "time": "22:00-次日01:30", "title": "夜游", "place": "明峰宾馆"},
        {"day": "2026-03-29", "time": "凌晨01:30-03:30", "title": "值班", "place": "明峰宾馆"},
        {"day": "2026-03-29", "time": "9:00-10:00", "title": "座谈", "place": "明峰宾馆"},
    ],
    "rides": [
        {"day": "2026-03-29", "time": "8:00-8:40", "from": "明峰高铁站", "to": "明峰宾馆",
         "vehicles": [{"vehicle": "1号车", "people": "张伟"}]}
    ],
    "stays": [
        {"venue": "明峰宾馆", "room": "8301", "check_out": "2026-03-29", "people": "张伟"},
        {"venue": "明峰宾馆", "room": "8302", "check_in": "2026-03-29", "people": "张伟"},
    ],
}  # fmt: skip


@pytest.mark.browser
@pytest.mark.parametrize("phone", ["Asia/Shanghai", "Europe/Berlin", "America/New_York"])
def test_a_visit_across_a_change_of_summer_time_follows_its_own_clock(
    chromium: Browser, visit_of: Callable[..., Visit], phone: str
) -> None:
    visit = visit_of(**BERLIN)

    assert_right_throughout(chromium, agenda_of(visit, visit.guests[0]), phone)
