"""The canary: a visit in which every field of every record holds a mark, and who may read which.

`leaks` compares what stands in a document with what its reader may know. What a field's audience is
comes from audiences.yml, which remembers it apart from the model: a field that is loosened there
is found out. A field that is new there is taken at its word.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from generator.findings import Finding
from generator.load import load_standing, load_visit
from generator.model.audience import PUBLIC, SELF, STAFF, Audience, Circle, audience_of
from generator.model.record import Record
from generator.model.standing import FleetVehicle, Standing
from generator.model.visit import Visit
from generator.project import findings_by_visit, load_project
from generator.settings import read_settings
from tests.privacy.filling import Choice, Filler, Mark, Naming, Ref
from tests.privacy.searching import keys_in
from tests.privacy.visit import CHARGES, FLEET, SERVES, SERVES_EVERYBODY, SLUG, VISIT
from tests.support.project import PROJECT

ANYBODY, GUESTS, TEAM = "anybody", "some guest", "the team"
Reader = Ref | str
"""Who reads: a person of the visit, anybody on the web, one guest or another, or the team."""
CIRCLES = {ANYBODY: PUBLIC, GUESTS: SELF, TEAM: STAFF}

PEOPLE = ("guests", "team.staff")
GIVEN_OF_A_PERSON = ("name", "pinyin", "phone")
"""What a guest may read of somebody whom a field for him names."""
KEPT_FOR_CHARGES = ("guests[", "stays[")
"""Records of a guest of which only whoever looks after him has anything on the card."""


def records(base: type[Record] = Record) -> tuple[type[Record], ...]:
    """Every record of the model."""
    own = [each for each in base.__subclasses__() if each.__module__.startswith("generator.model")]
    return tuple(dict.fromkeys(found for each in own for found in (each, *records(each))))


def declared_by(model: type[Record]) -> tuple[str, ...]:
    """The fields that a record declares itself; those of its parents are theirs."""
    return tuple(name for name in model.__annotations__ if name in model.model_fields)


def declared_audiences() -> dict[tuple[str, str], Audience]:
    """The audience of each field as the model declares it now, by record and field."""
    return {
        (model.__name__, field): audience_of(model, field)
        for model in records()
        for field in declared_by(model)
    }


@cache
def remembered() -> dict[str, dict[str, str]]:
    """What audiences.yml remembers: fields by record and circle, and `circles`."""
    said: dict[str, dict[str, str]] = yaml.safe_load(
        (Path(__file__).parent / "audiences.yml").read_text("utf-8")
    )
    return said


@cache
def remembered_audiences() -> dict[tuple[str, str], Audience]:
    """The audience of each field as audiences.yml remembers it; a circle is of staff."""
    circles = remembered()["circles"]
    return {
        (model, field): STAFF if name in circles else Audience[name.upper()]
        for model, by_name in remembered().items()
        if model != "circles"
        for name, fields in by_name.items()
        for field in fields.split()
    }


def remembered_circles() -> dict[tuple[str, str], Circle]:
    """The circle of each field that is in one, as audiences.yml remembers it."""
    return {
        (model, field): Circle(name)
        for model, by_name in remembered().items()
        if model != "circles"
        for name, fields in by_name.items()
        if name in remembered()["circles"]
        for field in fields.split()
    }


def _agreed() -> dict[tuple[str, str], Audience]:
    """The narrower audience of audiences.yml and the model, for each field of each record."""
    declared, remembered = declared_audiences(), remembered_audiences()
    owners = {
        (model.__name__, field): (parent.__name__, field)
        for model in records()
        for parent in reversed(model.__mro__)
        if issubclass(parent, Record) and parent is not Record
        for field in declared_by(parent)
    }
    return {
        spot: min(declared[owner], remembered.get(owner, declared[owner]))
        for spot, owner in owners.items()
    }


AGREED = _agreed()
"""Read once, before any test widens an audience."""


@dataclass(frozen=True)
class Document:
    """A document: its name, its reader, and its bytes."""

    name: str
    reader: Reader
    content: bytes


@dataclass(frozen=True)
class Canary:
    """The filled visit on disk and in memory, and the marks in it."""

    root: Path
    slug: str
    filler: Filler

    @property
    def folder(self) -> Path:
        return self.root / "visits" / self.slug

    @cached_property
    def marks(self) -> dict[str, Mark]:
        """Every mark by its key."""
        return {mark.key: mark for mark in self.filler.marks}

    @cached_property
    def visit(self) -> Visit:
        """The visit as it is loaded, without a finding."""
        return self._loaded(self.root)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks find in the visit."""
        settings = read_settings(self.root)
        return findings_by_visit(load_project(settings, (self.folder,)))[self.slug]

    def twin(self, reader: Reader) -> Visit:
        """A visit that differs in every choice that `reader` may not know, and in nothing else."""
        if reader not in self._twins:
            filler = Filler(lambda choice: not self._may_know(reader, choice))
            root = self.root / "twins" / str(len(self._twins))
            folder = root / "visits" / self.slug
            folder.mkdir(parents=True)
            write_yaml(folder / "visit.yml", filled(filler))
            self._twins[reader] = self._loaded(root)
        return self._twins[reader]

    @cached_property
    def _twins(self) -> dict[Reader, Visit]:
        return {}

    def _loaded(self, root: Path) -> Visit:
        visit, findings = load_visit(root / "visits" / self.slug, self._standing, root)
        # The marks in wishes are names that nobody has, which is reported to the office.
        assert [finding for finding in findings if not finding.office] == []
        assert visit is not None
        return visit

    @cached_property
    def _standing(self) -> Standing:
        standing, findings = load_standing(self.root / "docs")
        assert findings == ()
        return standing

    def leaks(self, documents: Iterable[Document]) -> list[str]:
        """Each mark in a document that its reader may not know, in words."""
        return sorted(
            f"{document.name}: {mark}"
            for document in documents
            for mark in self.found(document)
            if mark.key not in self.may_know(document.reader)
        )

    def found(self, document: Document) -> list[Mark]:
        """The marks in a document."""
        keys = keys_in(document.content)
        return [mark for key, mark in self.marks.items() if key in keys]

    def fields_in(self, document: Document) -> set[str]:
        """The fields that a document shows, as `Record.field`."""
        return {f"{mark.model}.{mark.field}" for mark in self.found(document)}

    def may_know(self, reader: Reader) -> frozenset[str]:
        """The keys of the marks that a reader may find."""
        if reader not in self._known:
            self._known[reader] = frozenset(
                mark.key for mark in self.filler.marks if self._may_know(reader, mark)
            )
        return self._known[reader]

    @cached_property
    def _known(self) -> dict[Reader, frozenset[str]]:
        return {}

    def _may_know(self, reader: Reader, mark: Mark | Choice) -> bool:
        audience = AGREED[mark.model, mark.field]
        if isinstance(reader, str):
            return audience >= CIRCLES[reader]
        if audience is PUBLIC:
            return True
        if reader.pool == "guests":
            return audience >= SELF and self._serves(reader, mark)
        if mark.path.startswith(KEPT_FOR_CHARGES) and mark.field not in ("name", "pinyin"):
            charges = {path for guest in CHARGES[reader] for path in SERVES[guest]}
            return audience >= STAFF and mark.path in charges
        return audience >= STAFF

    def _serves(self, guest: Ref, mark: Mark | Choice) -> bool:
        whole, named = self._reach(guest)
        return mark.path in whole or (mark.path in named and mark.field in GIVEN_OF_A_PERSON)

    def _reach(self, guest: Ref) -> tuple[set[str], set[str]]:
        """The paths of records that serve a guest, and of people whom they name to him."""
        if guest not in self._reached:
            self._reached[guest] = self._reach_of(guest)
        return self._reached[guest]

    @cached_property
    def _reached(self) -> dict[Ref, tuple[set[str], set[str]]]:
        return {}

    def _reach_of(self, guest: Ref) -> tuple[set[str], set[str]]:
        whole, named = {*SERVES_EVERYBODY, *SERVES[guest]}, set[str]()
        while more := {target for naming in self.filler.namings for target in naming.targets
                       if naming.path in whole and _for_guests(naming)
                       and target not in whole | named}:  # fmt: skip
            people = {path for path in more if path.startswith(PEOPLE)}
            named |= people
            whole |= more - people
        return whole, named


def _for_guests(naming: Naming) -> bool:
    return AGREED[naming.model, naming.field] >= SELF


def made_canary(root: Path, slug: str = SLUG, start: int = 0, **given: str) -> Canary:
    """A canary visit in the project at `root`, with the real standing pages and pages of marks.

    The marks count from `start`; `given` replaces fields of the visit.
    """
    if not root.joinpath("docs").is_dir():
        shutil.copytree(PROJECT / "docs", root / "docs")
        shutil.copy(PROJECT / "mkdocs.yml", root)
    filler = Filler(count=start)
    content = filled(filler)
    fleet = {"title": "车辆", "vehicles": filler.pools["standing.fleet"]}
    write_page(root / "docs/fleet.md", fleet)
    for pool, pages in (("standing.roles", "roles"), ("standing.checklists", "procedures")):
        for number, page in enumerate(filler.pools[pool]):
            write_page(root / f"docs/{pages}/canary-{start}-{number}.md", page)
    canary = Canary(root, slug, filler)
    canary.folder.mkdir(parents=True)
    write_yaml(canary.folder / "visit.yml", {**content, **given})
    return canary


def filled(filler: Filler) -> dict[str, Any]:
    """The canary visit as it is written, and the pages it names in the filler's pools."""
    vehicle = filler.record(FleetVehicle, "standing.fleet[0]", FLEET)
    filler.pools["standing.fleet"] = [vehicle]
    content = filler.record(Visit, "", VISIT)
    filler.namings.append(Naming("Vehicle", "plate", "vehicles[2]", ("standing.fleet[0]",)))
    return content


def write_yaml(path: Path, content: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")


def write_page(path: Path, data: dict[str, Any]) -> None:
    """A standing page with its data and nothing but the tables that are made from it."""
    written = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    body = "# 页面\n\n<!-- fleet:table -->\n"
    path.write_text(f"---\n{written}---\n\n{body}", "utf-8")
