"""A microsite: cards during the visit, notices afterwards, no personal data outside cards."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.build.microsite import MicrositeInputs, microsite_files
from generator.findings import Finding
from generator.model.redaction import last_day
from generator.model.visit import Visit
from generator.sealing.links import key_of, path_of
from tests.support.cards import first_card
from tests.support.proof import counts
from tests.support.sealed import opened

SECRET = bytes(range(32))
REVOKED = "这张卡已停用"
ENDED = "本次接待已结束"


def inputs_on(today: date) -> MicrositeInputs:
    """Return the inputs of a visit's first edition, built on a day."""
    changed = int(datetime(2026, 5, 1, tzinfo=UTC).timestamp())
    return MicrositeInputs(SECRET, today, lambda agenda: first_card(agenda, changed))


def files(visit: Visit, today: date = date(2026, 5, 18)) -> dict[str, str]:
    """Return the text of each file by its path."""
    return {
        file.path: file.render().decode("utf-8")
        for file in microsite_files(visit, inputs_on(today))
    }


def test_a_sealed_microsite_contains_no_personal_data(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(guests=[{"name": "欧阳·明", "unit": "市文旅局", "phone": "13900000011"}])

    for path, text in files(visit).items():
        for secret in ("欧阳", "市文旅局", "13900000011"):
            assert secret not in text
            assert secret not in path


def test_a_plain_card_contains_only_its_own_person(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(privacy="link", guests=["欧阳·明", "刘洋"])
    pages = files(visit)
    own, other = (pages[path_of(SECRET, guest.id, 0)] for guest in visit.guests)

    assert "欧阳·明" in own
    assert "刘洋" not in own
    assert "欧阳·明" not in other


@pytest.mark.parametrize(
    ("days", "last"),
    [(None, date(2026, 6, 19)), ("3", date(2026, 5, 23)), ("0", date(2026, 5, 20))],
)
def test_cards_become_notices_after_the_retention_days(
    visit_of: Callable[..., Visit], days: str | None, last: date
) -> None:
    visit = visit_of(guests=["欧阳·明"], **({"retention_days": days} if days else {}))
    path = path_of(SECRET, visit.guests[0].id, 0)

    assert last_day(visit) == last
    assert ENDED not in files(visit, today=last)[path]
    after = files(visit, today=date.fromordinal(last.toordinal() + 1))[path]
    assert ENDED in after


def test_a_revoked_card_s_former_pages_are_notices(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(guests=[{"name": "欧阳·明", "revision": "2"}])
    pages = files(visit)

    notices = [pages[path_of(SECRET, visit.guests[0].id, former)] for former in (0, 1)]
    assert all(REVOKED in notice for notice in notices)
    assert REVOKED not in pages[path_of(SECRET, visit.guests[0].id, 2)]


def cards(visit: Visit, **fields: object) -> dict[str, str]:
    """Return the pages at the addresses of cards, of a visit with other `fields`."""
    pages = files(visit.model_copy(update=fields))
    return {path: text for path, text in pages.items() if path.startswith("g/")}


def card_and_decoys(visit: Visit) -> tuple[str, tuple[str, ...]]:
    """Return the pages of a visit of one guest: the card, and those of nobody."""
    pages = cards(visit)
    card = pages.pop(path_of(SECRET, visit.guests[0].id, 0))
    return card, tuple(pages.values())


@pytest.mark.parametrize(("multiple", "pages"), [(0, 3), (1, 3), (2, 4), (3, 3), (50, 50)])
def test_decoys_round_up_the_number_of_cards(
    visit_of: Callable[..., Visit], multiple: int, pages: int
) -> None:
    visit = visit_of(guests=["甲", "乙"], team={"staff": ["丙"]}, decoys=str(multiple))

    assert len(cards(visit)) == pages
    assert cards(visit, decoys=0).keys() <= cards(visit).keys()


def test_with_decoys_every_card_has_the_parts_of_staff_cards(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(guests=["甲", "乙"], team={"staff": ["丙"]})
    sealed = re.compile(r'data-bound="[^"]*">[^<]*<')

    def shells(**fields: object) -> int:
        return len({sealed.sub("", page) for page in cards(visit, **fields).values()})

    assert (shells(), shells(decoys=10)) == (2, 1)


def test_a_decoy_looks_like_a_card_and_no_key_opens_it(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(guests=["欧阳·明"], decoys="2")
    card, (decoy,) = card_and_decoys(visit)

    sealed = re.compile(r'data-bound="[^"]+">[^<]+<')
    assert sealed.sub("", decoy) == sealed.sub("", card)
    assert len(decoy) == len(card)
    with pytest.raises(InvalidTag):
        opened(decoy, key_of(SECRET, visit.guests[0].id, 0))


def test_a_decoy_changes_when_a_card_does_and_only_then(visit_of: Callable[..., Visit]) -> None:
    def decoys(notices: list[str]) -> set[str]:
        visit = visit_of(guests=["欧阳·明"], decoys="3", notices=notices)
        return set(card_and_decoys(visit)[1])

    assert decoys([]) == decoys([])
    assert decoys([]).isdisjoint(decoys(["早晚温差大"]))


def test_decoys_become_notices_as_cards_do(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(guests=["欧阳·明"], decoys="5")

    after = files(visit, today=date(2027, 1, 1))

    assert sum(ENDED in text for text in after.values()) == 5


def test_plain_cards_have_no_decoys(visit_of: Callable[..., Visit]) -> None:
    assert len(cards(visit_of(guests=["欧阳·明"], decoys="5", privacy="link"))) == 1


@pytest.mark.parametrize("written", ["-1", "1001", "几十"])
def test_an_unusable_number_of_decoys_is_refused(
    load: Callable[..., tuple[Visit | None, list[Finding]]], written: str
) -> None:
    _, (finding,) = load(decoys=written)

    assert (finding.code.split(".")[0], finding.place.line) == ("value", 5)


def test_the_same_visit_gives_the_same_bytes(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(guests=["欧阳·明", "刘洋"])

    assert files(visit) == files(visit)


ASKING = re.compile(r'<form id="ask" hidden data-rounds="600000">')


def test_a_card_with_a_second_factor_opens_only_with_key_and_digits(
    visit_of: Callable[..., Visit],
) -> None:
    people = {"欧阳·明": "13900000417", "刘洋": "13900000528"}
    visit = visit_of(
        guests=[{"name": name, "phone": phone} for name, phone in people.items()],
        second_factor="phone",
    )
    own, other = visit.guests
    page, key = files(visit)[path_of(SECRET, own.id, 0)], key_of(SECRET, own.id, 0)

    assert ASKING.search(page)
    assert "0417" not in page
    assert "<h1>欧阳·明</h1>" in opened(page, key, "0417")
    for wrong in (
        (key, None),
        (key, "0528"),
        (key_of(SECRET, other.id, 0), "0417"),
    ):
        with pytest.raises(InvalidTag):
            opened(page, *wrong)


def test_a_person_s_second_factor_overrides_the_visit_s(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        guests=[{"name": "欧阳·明", "phone": "13900000417", "second_factor": "不验证"}],
        team={"staff": [{"name": "李娜", "phone": "13900000021"}]},
        second_factor="phone",
    )
    pages = files(visit)
    guest, staff = (pages[path_of(SECRET, person, 0)] for person in visit.people)

    assert "<h1>欧阳·明</h1>" in opened(guest, key_of(SECRET, visit.guests[0].id, 0))
    assert not ASKING.search(guest)
    assert ASKING.search(staff)


def test_a_second_factor_does_not_change_other_cards(
    visit_of: Callable[..., Visit],
) -> None:
    def page(**setting: str) -> str:
        staff = {"name": "李娜", "phone": "13900000021", **setting}
        visit = visit_of(guests=["欧阳·明"], team={"staff": [staff]})
        return files(visit)[path_of(SECRET, visit.guests[0].id, 0)]

    assert page() == page(second_factor="phone")


def test_a_decoy_of_a_card_with_a_second_factor_asks_too(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        guests=[{"name": "欧阳·明", "phone": "13900000417"}], second_factor="phone", decoys="2"
    )
    card, (decoy,) = card_and_decoys(visit)

    sealed = re.compile(r'data-bound="[^"]+">[^<]+<')
    assert ASKING.search(decoy)
    assert sealed.sub("", decoy) == sealed.sub("", card)
    assert len(decoy) == len(card)


@settings(max_examples=counts(5, 15), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(st.sampled_from("甲乙丙丁戊己庚辛壬癸𬭎䶮"), min_size=2, max_size=5, unique=True)
)
def test_a_card_opens_only_for_its_own_person(
    visit_of: Callable[..., Visit], names: list[str]
) -> None:
    visit = visit_of(guests=[f"欧阳·{name}" for name in names])
    pages = files(visit)
    keys = {guest: key_of(SECRET, guest.id, 0) for guest in visit.guests}

    for guest in visit.guests:
        page = pages[path_of(SECRET, guest.id, 0)]
        assert f"<h1>{guest.name}</h1>" in opened(page, keys[guest])
        for other in set(visit.guests) - {guest}:
            with pytest.raises(InvalidTag):
                opened(page, keys[other])
