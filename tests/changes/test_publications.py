"""Records of publications: they are read back unchanged, and disclose nothing sensitive."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.changes import record
from generator.changes.cards import Card, Edition, edition_now
from generator.changes.publications import (
    Publication,
    comparable_editions,
    find_publication,
    new_record,
    publications,
    save_publication,
    source_of_copy,
    time_shown,
    unreadable_records,
)
from generator.changes.snapshot import CardSnapshot
from generator.load import load_visit
from generator.model.record import PersonId
from generator.model.standing import Standing
from generator.model.visit import Visit
from generator.sample import write_sample
from generator.sealing.seal import FieldSeal
from generator.text import Text
from tests.support.proof import counts

SEAL, OTHER_SEAL = FieldSeal(bytes(range(32))), FieldSeal(bytes(32))
FIRST = datetime(2026, 5, 10, 9, tzinfo=UTC)
PLAN: dict[str, Any] = {
    "team": {"staff": [{"name": "李娜", "phone": "13900000001"}]},
    "parties": [{"name": "第一组", "liaison": "李娜"}],
    "guests": [
        {"name": "张伟", "party": "第一组", "phone": "13900000002", "diet": "不吃香菜"},
        {"name": "刘洋", "party": "第一组", "phone": "13900000003"},
    ],
    "vehicles": [{"number": "1号车", "plate": "鄂E00001", "driver": "陈师傅",
                  "phone": "13900000004"}],
    "rides": [{"day": "5月18日", "time": "9:00", "from": "明峰高铁站", "to": "明峰宾馆",
               "vehicles": [{"vehicle": "1号车", "people": "第一组"}]}],
    "notices": ["值班电话 07175550101，夜间请打 13900000009"],
}  # fmt: skip
SECRETS = ("13900000001", "13900000002", "13900000004", "13900000009", "不吃香菜")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "case"


def saved(folder: Path, edition: Edition, hours: int = 0) -> Publication:
    at = FIRST + timedelta(hours=hours)
    return save_publication(folder, new_record(folder, at, "/srv/web", edition, {}, SEAL))


def contents(edition: Edition) -> dict[str, tuple[str, str, str | None, bool]]:
    return {
        person: (card.snapshot.digest, card.version, card.phone, card.staff)
        for person, card in edition.items()
    }


def test_published_cards_are_read_back(folder: Path, visit_of: Callable[..., Visit]) -> None:
    edition = edition_now(visit_of(**PLAN))
    saved(folder, edition)

    (publication,) = publications(folder)
    assert (publication.slug, publication.target) == ("case", "/srv/web")
    assert contents(publication.edition(SEAL)) == contents(edition)


def test_two_publications_have_the_same_cards_with_the_same_content_and_revisions(
    folder: Path, visit_of: Callable[..., Visit]
) -> None:
    edition, other = (edition_now(visit_of(**{**PLAN, "notices": [n]})) for n in ("带伞", "带外套"))
    first, again, changed = (
        saved(folder, edition),
        saved(folder, edition, 1),
        saved(folder, other, 2),
    )
    revoked = replace(first, revisions={PersonId("张伟"): 1})

    assert first.same_cards(again)
    assert not first.same_cards(changed)
    assert not first.same_cards(revoked)


def test_a_target_opens_cards_that_were_revoked_after_its_publication(
    folder: Path, visit_of: Callable[..., Visit]
) -> None:
    person = PersonId("张伟")
    publication = replace(saved(folder, edition_now(visit_of(**PLAN))), revisions={person: 1})

    assert publication.opens_revoked_cards({person: 2})
    assert publication.opens_revoked_cards({PersonId("刘洋"): 1})
    assert not publication.opens_revoked_cards({person: 1})
    assert not publication.opens_revoked_cards({})


def test_a_copied_folder_is_that_of_the_visit_of_its_last_record_until_it_has_its_own(
    folder: Path, visit_of: Callable[..., Visit]
) -> None:
    edition = edition_now(visit_of(**PLAN))
    saved(folder, edition)
    copy = shutil.copytree(folder, folder.with_name("copy"))

    assert source_of_copy(folder) is None
    assert source_of_copy(folder.with_name("new")) is None
    assert source_of_copy(copy) == "case"
    saved(copy, edition, hours=1)
    assert source_of_copy(copy) is None


def test_no_telephone_and_no_diet_is_in_a_record(
    folder: Path, visit_of: Callable[..., Visit]
) -> None:
    saved(folder, edition_now(visit_of(**PLAN)))

    (path,) = (folder / "published").iterdir()
    text = path.read_text("utf-8")
    assert [secret for secret in SECRETS if secret in text] == []
    assert "鄂E00001" in text


@pytest.mark.parametrize("seal", [None, OTHER_SEAL])
def test_without_the_key_sensitive_texts_are_masked_and_nothing_differs(
    folder: Path, visit_of: Callable[..., Visit], seal: FieldSeal | None
) -> None:
    edition = edition_now(visit_of(**PLAN))
    publication = saved(folder, edition)

    former, now = comparable_editions(publication, edition, seal)

    assert publication.is_masked(seal)
    assert contents(former) == contents(now)
    assert not any(secret in repr(former) for secret in SECRETS)
    assert former[PersonId("张伟")].name == "张伟"


def test_a_record_has_the_differences_from_the_one_before(
    folder: Path, visit_of: Callable[..., Visit]
) -> None:
    saved(folder, edition_now(visit_of(**PLAN)))
    saved(folder, edition_now(visit_of(**{**PLAN, "notices": ["带外套"]})), hours=1)

    *_, path = sorted((folder / "published").iterdir())
    content = json.loads(path.read_text("utf-8"))
    assert content["after"] == "20260510T090000Z"
    assert content["parts"] == [["notice:带外套", "带外套"]]
    assert all({"add", "drop"} <= card.keys() for card in content["cards"].values())


def _other_plate(visit: Visit) -> Visit:
    vehicle = visit.vehicles[0].model_copy(update={"plate": "鄂E·0C099"})
    rides = tuple(_with_vehicle(ride, vehicle) for ride in visit.rides)
    return visit.model_copy(update={"rides": rides})


def _other_notice(visit: Visit) -> Visit:
    return visit.model_copy(update={"notices": (Text("带伞"),)})


def _other_boarding(visit: Visit) -> Visit:
    first, *rest = visit.rides
    ride = first.model_copy(update={"boarding": Text("东出口")})
    return visit.model_copy(update={"rides": (ride, *rest)})


@pytest.fixture(scope="module")
def crowd(standing: Standing, tmp_path_factory: pytest.TempPathFactory) -> Visit:
    """A visit of 400 guests."""
    root = tmp_path_factory.mktemp("crowd")
    write_sample(root / "crowd", guests=400, seed=1)
    visit, _ = load_visit(root / "crowd", standing, root)
    assert visit is not None
    return visit


@pytest.fixture(scope="module")
def cards_of_crowd(crowd: Visit) -> Mapping[PersonId, Card]:
    """The cards of that visit."""
    return edition_now(crowd)


@pytest.mark.parametrize(
    ("change", "least"), [(_other_plate, 20), (_other_notice, 400), (_other_boarding, 400)]
)
def test_one_changed_cell_of_400_guests_adds_little(
    tmp_path: Path,
    crowd: Visit,
    cards_of_crowd: Mapping[PersonId, Card],
    change: Callable[[Visit], Visit],
    least: int,
) -> None:
    """A publication took 1.33 MB in version 0.1.0."""
    folder = tmp_path / "crowd"
    folder.mkdir()
    before, after = (
        {person: replace(card, as_of=at) for person, card in cards.items()}
        for at, cards in (
            (1_778_400_000, cards_of_crowd),
            (1_778_403_600, edition_now(change(crowd))),
        )
    )
    changed = [p for p in after if after[p].snapshot.digest != before[p].snapshot.digest]

    saved(folder, before)
    saved(folder, {**before, **{person: after[person] for person in changed}}, hours=1)

    *_, path = sorted((folder / "published").iterdir())
    assert len(changed) > least
    assert path.stat().st_size <= 50_000


def _with_vehicle(ride: Any, vehicle: Any) -> Any:
    boardings = tuple(
        boarding.model_copy(update={"vehicle": vehicle})
        if boarding.vehicle.number == vehicle.number
        else boarding
        for boarding in ride.vehicles
    )
    return ride.model_copy(update={"vehicles": boardings})


def people_in(folder: Path, publication: Publication) -> dict[str, Any]:
    text = (folder / "published" / f"{publication.name}.json").read_text("utf-8")
    people: dict[str, Any] = json.loads(text)["people"]
    return people


@pytest.mark.parametrize("units", [("甲局", "乙局"), ("乙局", "甲局")])
def test_a_record_identifies_each_person_who_is_new_or_differs(
    folder: Path, visit_of: Callable[..., Visit], units: tuple[str, str]
) -> None:
    of_unit = [
        edition_now(visit_of(guests=[{"name": "张伟", "unit": unit}, "刘洋"])) for unit in units
    ]

    first = people_in(folder, saved(folder, of_unit[0]))
    second = people_in(folder, saved(folder, of_unit[1], hours=1))

    assert first == {
        "张伟": ["张伟", units[0], None, False],
        "刘洋": ["刘洋", None, None, False],
    }
    assert second == {"张伟": ["张伟", units[1], None, False]}


def test_a_record_knows_the_days_of_its_visit(folder: Path, visit_of: Callable[..., Visit]) -> None:
    assert saved(folder, edition_now(visit_of(**PLAN))).dates == (
        date(2026, 5, 18),
        date(2026, 5, 20),
    )
    assert saved(folder, {}, hours=1).dates is None


def test_each_card_keeps_the_time_of_its_last_change(
    folder: Path, visit_of: Callable[..., Visit]
) -> None:
    cards = edition_now(visit_of(guests=["甲", "乙", "丙", "丁"]))
    times = dict(zip(cards, (50, 100, 100, 150), strict=True))
    edition = {person: replace(card, as_of=times[person]) for person, card in cards.items()}

    read = saved(folder, edition).edition(SEAL)

    assert {person: card.as_of for person, card in read.items()} == times


def test_what_is_masked_depends_on_the_key(folder: Path, visit_of: Callable[..., Visit]) -> None:
    publication = saved(
        folder, edition_now(visit_of(guests=[{"name": "甲", "phone": "13900000002"}, "乙"]))
    )

    masks = [publication.is_masked(seal) for seal in (SEAL, OTHER_SEAL, None)]
    phones = [card.phone for card in record.masked(publication.edition(SEAL)).values()]

    assert masks == [False, True, True]
    assert phones == [record.MASK, None]


def test_a_time_has_seconds_where_a_minute_has_several_publications(
    folder: Path, visit_of: Callable[..., Visit]
) -> None:
    edition = edition_now(visit_of(**PLAN))

    def shown(*seconds: int) -> list[str]:
        published = [replace(one, at=FIRST + timedelta(seconds=n)) for n in seconds]
        return [time_shown(each, published, UTC) for each in published]

    one = saved(folder, edition)
    assert shown(0, 60) == ["2026-05-10 09:00", "2026-05-10 09:01"]
    assert shown(0, 5) == ["2026-05-10 09:00:00", "2026-05-10 09:00:05"]
    assert shown(0, 5, 9)[0] == "2026-05-10 09:00:00"


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("20260510T100000Z", 1),
        ("2026-05-10 09:00", 0),
        ("2026-5-10 9:00", 0),
        ("20260510", 1),
        ("5-10", 1),
        ("05-10 9", 0),
        ("05-11", None),
        ("", None),
        ("20260510T110000Z", None),
    ],
)
def test_a_publication_is_found_by_its_time_or_its_name(
    folder: Path, visit_of: Callable[..., Visit], text: str, hours: int | None
) -> None:
    first = saved(folder, edition_now(visit_of(guests=["甲"])))
    both = (first, replace(first, at=FIRST + timedelta(hours=1)))

    found = find_publication(both, text, UTC)

    assert found == (None if hours is None else both[hours])


@pytest.mark.parametrize("name", ["a-copy", "z-copy"])
def test_a_copied_folder_has_no_publications(
    folder: Path, visit_of: Callable[..., Visit], name: str
) -> None:
    saved(folder, edition_now(visit_of(**PLAN)))
    copy = folder.with_name(name)
    shutil.copytree(folder, copy)

    assert (len(publications(folder)), publications(copy)) == (1, ())


def test_removed_and_added_cards_are_read_back(
    folder: Path, visit_of: Callable[..., Visit]
) -> None:
    editions = [edition_now(visit_of(guests=names)) for names in (["甲", "乙"], ["甲", "丙"])]
    for hours, edition in enumerate(editions):
        saved(folder, edition, hours)

    assert [contents(p.edition(SEAL)) for p in publications(folder)] == list(
        map(contents, editions)
    )


def test_a_record_whose_former_one_is_missing_is_unreadable(
    folder: Path, visit_of: Callable[..., Visit]
) -> None:
    first = saved(folder, edition_now(visit_of(guests=["甲"])))
    saved(folder, edition_now(visit_of(guests=["甲", "乙"])), hours=1)
    (folder / "published" / f"{first.name}.json").unlink()

    assert publications(folder) == ()
    (unread,) = unreadable_records(folder)
    assert (unread.path.name, unread.newer) == ("20260510T100000Z.json", False)


def test_a_record_of_a_newer_program_is_not_reported_as_broken(
    folder: Path, visit_of: Callable[..., Visit]
) -> None:
    saved(folder, edition_now(visit_of(guests=["甲"])))
    (path,) = (folder / "published").iterdir()
    content = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**content, "form": record.FORMAT + 1}), "utf-8")
    path.with_name("20260510T080000Z.json").write_text("{", "utf-8")

    assert publications(folder) == ()
    assert [unread.newer for unread in unreadable_records(folder)] == [False, True]


def test_every_fiftieth_record_is_complete(folder: Path) -> None:
    for hours in range(record.COMPLETE_EVERY + 2):
        notice = Text(f"第 {hours} 次")
        card = Card(CardSnapshot({"notice:a": notice}), f"{hours:06}")
        saved(folder, {PersonId("甲"): card}, hours)

    paths = sorted((folder / "published").iterdir())
    complete = [n for n, p in enumerate(paths) if json.loads(p.read_text("utf-8"))["after"] is None]
    assert complete == [0, record.COMPLETE_EVERY]
    assert len(publications(folder)) == len(paths)


NOTICES = st.lists(st.sampled_from("甲乙丙丁戊"), unique=True, max_size=4)
EDITIONS = st.lists(
    st.dictionaries(st.sampled_from(["g1", "g2", "g3"]), NOTICES, max_size=3), min_size=1
)


@given(EDITIONS)
@settings(max_examples=counts(10, 40))
def test_any_series_of_editions_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, editions: list[dict[str, list[str]]]
) -> None:
    folder = tmp_path_factory.mktemp("records") / "case"
    written = []
    for hours, notices in enumerate(editions):
        edition = {
            PersonId(person): Card(
                CardSnapshot({f"notice:{text}": Text(text) for text in texts}), f"{hours:06}"
            )
            for person, texts in notices.items()
        }
        saved(folder, edition, hours)
        written.append(contents(edition))

    assert [contents(p.edition(SEAL)) for p in publications(folder)] == written
