"""Every field has a mark; in everything that is built, only readers of a field find its mark."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.exceptions import InvalidTag

from generator.cli import main
from generator.model.record import Record
from generator.model.visit import STUB_FIELDS, Visit
from generator.project import LoadedVisit, load_project
from generator.sealing.addresses import visit_links
from generator.sealing.links import Link
from generator.settings import read_settings
from tests.privacy.canary import TEAM, Canary, Document, made_canary
from tests.privacy.documents import documents_in
from tests.privacy.filling import Choice, Mark, Naming, Ref
from tests.privacy.searching import codes_in, keys_in
from tests.privacy.visible import every_record
from tests.privacy.visit import CHARGES, SERVES, SLUG
from tests.support.project import without_paper
from tests.support.proof import PROOF
from tests.support.sealed import key_in, opened

NOON = "1779008640"
"""17 May 2026: the day before the visit."""
CARD = """
    Visit.title Visit.host Visit.notices Guest.name Guest.unit Guest.post Guest.part
    Guest.arrival Guest.arrival_by Guest.departure Guest.departure_by
    Room.number Room.floor Venue.name Venue.phone Hall.name
    ScheduleItem.title ScheduleItem.time ScheduleItem.note ScheduleItem.moderator
    Meal.title Meal.form Meal.time Meal.note
    Ride.time Ride.boarding Ride.note Vehicle.number Routine.what Routine.time
    Contact.what Contact.name Contact.phone Staff.name Staff.phone
"""
STAFF_CARD = """
    Visit.title Staff.name Staff.unit Staff.post Staff.phone Task.what Task.standard Task.caution
    Guest.name Guest.phone Guest.diet Guest.needs Guest.arrival Room.number Vehicle.number
"""
HANDBOOK = """
    Visit.purpose Letter.number Decision.what Conveyed.scope Waiver.why Guest.name Guest.phone
    Guest.diet Guest.needs Guest.ethnicity Guest.arrival Party.note Stay.note Room.number
    Meal.menu DiningTable.menu Seat.number Vehicle.plate Vehicle.driver Vehicle.seats Vehicle.note
    ScheduleItem.staff_note Staff.phone Task.caution Group.duties Role.duties Contact.phone
    Checklist.title
"""
"""Fields that must be in the handbook, so that an empty site does not pass."""


GIVEN = {
    *("Visit.format", "Visit.slug", "Visit.start", "Visit.end", "Visit.timezone"),
    *("Visit.languages", "Appearance.accent", "Appearance.emblem", "Appearance.maps"),
    *("Role.page", "Checklist.page", "ChecklistTask.kinds", "Party.lead"),
    *("Paper.file", "Party.people", "Party.children", "Stay.count"),
}
"""Fields that cannot contain a mark, and that are no secret: the visit's identity, the look of its
cards, the addresses of standing pages, the kinds of visit that a standing task is for; and the name
of a guest, who has a mark of his own. Files of papers are in tests/build/test_papers.py, people
without names in tests/whole/counted-classes.yml; rooms without a number are counted."""


STUB = {("Visit", field) for field in STUB_FIELDS}
"""What the handbook shows of a classified visit."""


@dataclass(frozen=True)
class Built:
    """A project with a sealed, a plain and a classified canary visit, after `handbook build`."""

    sealed: Canary
    plain: Canary
    classified: Canary
    result: Result

    @property
    def root(self) -> Path:
        return self.sealed.root

    def links(self, canary: Canary) -> tuple[Link, ...]:
        return visit_links(self.loaded[canary.slug], read_settings(self.root), os.environ)

    @cached_property
    def loaded(self) -> dict[str, LoadedVisit]:
        """The visits as the project has them; of the classified one, the stub."""
        settings = read_settings(self.root)
        slugs = (canary.slug for canary in (self.sealed, self.plain, self.classified))
        project = load_project(settings, [settings.visits_folder / slug for slug in slugs])
        return {loaded.slug: loaded for loaded in project.selected_visits}

    @cached_property
    def site(self) -> dict[str, list[Document]]:
        """Every document of site/, by the visit from whose side it is read."""
        return {
            canary.slug: list(
                documents_in(
                    self.root / "site", canary.slug, self.visit(canary), self.links(canary)
                )
            )
            for canary in (self.sealed, self.plain, self.classified)
        }

    def visit(self, canary: Canary) -> Visit:
        visit = self.loaded[canary.slug].visit
        assert visit is not None
        return visit


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    root = tmp_path_factory.mktemp("built")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", NOON)
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        # How long a guess at the digits takes is not the subject here.
        patch.setattr("generator.sealing.seal.ROUNDS", 1000)
        sealed = made_canary(root, second_factor="phone")
        plain = made_canary(root, "2026-05-plain", 2000, privacy="link")
        classified = made_canary(root, "2026-05-secret", 4000, privacy="classified")
        # Sheets of paper, of which each is searched in test_paper.py, take half of the time.
        with nullcontext() if PROOF else without_paper():
            result = CliRunner().invoke(main, ["-C", str(root), "build"])
        yield Built(sealed, plain, classified, result)


def test_every_field_of_every_record_is_filled(built: Built) -> None:
    filler = built.sealed.filler
    spots: list[Mark | Naming | Choice] = [*filler.marks, *filler.namings, *filler.choices]
    filled = {(spot.model, spot.field) for spot in spots}
    records = every_record(built.sealed.visit)

    fields = {(type(record).__name__, field) for record in records for field in _fields(record)}
    containers = {
        (type(record).__name__, field)
        for record in records
        for field in _fields(record)
        if _has_records(record, field)
    }

    assert {".".join(field) for field in fields - filled - containers} == GIVEN


def _fields(record: Record) -> Iterator[str]:
    return (name for name, info in type(record).model_fields.items() if not info.exclude)


def _has_records(record: Record, field: str) -> bool:
    """Whether a field has records, whose own fields are filled."""
    value = getattr(record, field)
    return isinstance(value[0] if isinstance(value, tuple) and value else value, Record)


def test_nobody_finds_a_mark_that_is_not_for_the_reader(built: Built) -> None:
    assert built.sealed.leaks(built.site[built.sealed.slug]) == []
    assert built.plain.leaks(built.site[built.plain.slug]) == []


@pytest.mark.parametrize("reader", [*SERVES, *CHARGES], ids=lambda ref: ref.path)
@pytest.mark.parametrize("kind", ["sealed", "plain"])
def test_everybody_finds_what_is_for_the_reader(built: Built, kind: str, reader: Ref) -> None:
    canary: Canary = getattr(built, kind)
    (card,) = (each for each in built.site[canary.slug] if each.reader == reader)

    wanted = CARD if reader in SERVES else STAFF_CARD
    assert set(wanted.split()) - canary.fields_in(card) == set()


def test_the_handbook_shows_what_is_for_staff(built: Built) -> None:
    for canary in (built.sealed, built.plain):
        pages = [each for each in built.site[canary.slug] if each.reader == TEAM]
        found = {field for page in pages for field in canary.fields_in(page)}
        (index,) = (each for each in pages if each.name == "handbook/search/search_index.json")

        assert set(HANDBOOK.split()) - found == set()
        assert {"Guest.name", "Visit.purpose"} <= canary.fields_in(index)


def test_the_landing_page_shows_what_is_public(built: Built) -> None:
    for canary in (built.sealed, built.plain):
        name = f"guests/{canary.slug}/index.html"
        (page,) = (each for each in built.site[canary.slug] if each.name == name)

        assert canary.fields_in(page) == {"Visit.title", "Visit.host", "Visit.greeting"}


def test_nothing_of_a_classified_visit_is_published(built: Built) -> None:
    found = {
        f"{document.name}: {mark}"
        for document in built.site[built.classified.slug]
        for mark in built.classified.found(document)
        if not mark.path.startswith("standing.")
        and ":" not in mark.key
        and (mark.model, mark.field) not in STUB
    }

    site = (page.read_text("utf-8") for page in (built.root / "site").rglob("*.html"))
    stub = (built.root / f"site/handbook/visits/{built.classified.slug}/index.html").read_text(
        "utf-8"
    )
    assert found == set()
    assert not any("一次涉密来访" in page for page in site)
    assert "报告本单位保密工作机构" in stub
    assert not (built.root / "output" / built.classified.slug).exists()
    assert not (built.root / "site/guests" / built.classified.slug).exists()


def test_a_code_is_the_address_of_a_card_and_nothing_else(built: Built) -> None:
    for canary in (built.sealed, built.plain):
        files = (built.root / f"site/handbook/cards/{canary.slug}").glob("*.svg")
        payloads = [code for file in files for code in codes_in(file.read_text("utf-8"))]

        assert sorted(payloads) == sorted(link.url for link in built.links(canary))
        assert keys_in("\n".join(payloads).encode()) == frozenset()


def test_no_card_opens_with_the_key_of_another(built: Built) -> None:
    links = built.links(built.sealed)
    pages = {link: built.root / "site/guests" / SLUG / link.path for link in links}

    for link, page in pages.items():
        for other in links:
            if other is not link:
                with pytest.raises(InvalidTag):
                    opened(page.read_text("utf-8"), key_in(other.url))


def test_the_output_of_the_build_has_no_key(built: Built) -> None:
    assert built.result.exception is None or isinstance(built.result.exception, SystemExit)
    assert SLUG in built.result.output
    for canary in (built.sealed, built.plain):
        secret = (built.root / ".secrets" / f"{canary.slug}.key").read_text("ascii").strip()
        hidden = [part for link in built.links(canary) for part in link.url.split("/")[-1:]]
        tokens = [token for part in hidden for token in re.split(r"\.html(?:#k=)?", part) if token]
        assert [each for each in (secret, *tokens) if each in built.result.output] == []


def test_keys_are_in_the_handbook_s_files_of_codes_alone(built: Built) -> None:
    keys = [link.url.partition("#k=")[2] for link in built.links(built.sealed)]
    secret = (built.root / ".secrets" / f"{SLUG}.key").read_text("ascii").strip()

    holding = {
        document.name
        for document in built.site[SLUG]
        for key in keys
        if key.encode() in document.content
    }
    assert [each.name for each in built.site[SLUG] if secret.encode() in each.content] == []

    codes = {
        name for name in holding if re.fullmatch(rf"handbook/cards/{SLUG}/\w{{16}}\.svg", name)
    }
    assert (holding, len(codes)) == (codes, len(keys))


def test_the_handbook_s_search_has_names_and_no_telephone_diet_or_ethnicity(
    built: Built,
) -> None:
    content = (built.root / "site/handbook/search/search_index.json").read_bytes()
    known = built.sealed.fields_in(Document("search", TEAM, content))

    private = {"phone", "diet", "needs", "ethnicity"}
    people = {"Guest", "Staff", "Contact", "Vehicle", "Person"}
    assert {"Guest.name", "Guest.unit", "Staff.name", "Vehicle.plate"} <= known
    assert {field for field in known if field.split(".")[1] in private} & {
        f"{model}.{field}" for model in people for field in private
    } == set()


def test_lists_for_the_office_are_outside_the_site(built: Built) -> None:
    lists = Document("lists", TEAM, (built.root / "output" / SLUG / "lists.xlsx").read_bytes())

    wanted = {"Guest.name", "Guest.phone", "Guest.diet", "Guest.note", "Staff.phone"}
    assert wanted <= built.sealed.fields_in(lists)
    kinds = {path.suffix for path in (built.root / "site/guests").rglob("*") if path.is_file()}
    assert kinds == {".html", ".js"}
