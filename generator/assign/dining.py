"""The problem of tables at one meal: its diners, its tables, and the terms; and its solution.

A new term is a line in `_terms`; its reason is worded in `generator.assign.table_reasons`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.assign.accepted import with_accepted
from generator.assign.common_terms import (
    foreign_language_of,
    keys_by,
    party_of,
    steady_terms,
)
from generator.assign.diners import (
    TablePlace,
    chairs_of_table,
    diners_without_table,
    tables_of_meal,
)
from generator.assign.problem import (
    Place,
    PlaceTerm,
    Problem,
    SharingTerm,
    Subject,
    Term,
    TogetherTerm,
)
from generator.assign.proposal import Former
from generator.assign.solver import solve
from generator.assign.weights import weight_of
from generator.assign.wishes import wishes_of
from generator.check.logistics.diet import menu_suits
from generator.check.registry import Scope
from generator.model.assigned import PlacementKind
from generator.model.dining import Meal
from generator.model.people import Guest, Person, Staff, headcount
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.model.wishes import WishKind
from generator.seating.assignment import by_precedence

_MAIN = ("主桌", "贵宾", "首桌", "首席", "head")
"""Names of the table for those of the highest rank."""
DIETS = ("halal", "vegetarian")
"""The diets for which a hall may have tables."""


@dataclass(frozen=True, slots=True)
class Dining:
    """The problem of the tables of a meal, and its solution.

    `diners` are all who have a table or need one, by the keys of subjects, which are their ids;
    those who need one are in `open`. `tables` are by their numbers, `places` are the numbers of
    people's tables. `earlier` are the keys of those whose former table is that at an earlier meal.
    """

    scope: Scope
    meal: Meal
    diners: Mapping[str, Person]
    open: tuple[Person, ...]
    tables: Mapping[str, TablePlace]
    facts: TableFacts
    subjects: Mapping[str, Subject]
    places: Mapping[str, str | None]
    earlier: frozenset[str]

    def table_of(self, person: Person) -> TablePlace | None:
        """The table at which the solution places somebody."""
        return self.tables.get(self.places.get(str(person.id)) or "")


class TableFacts:
    """The facts about people and tables that the terms need, by the visit's rules and wishes."""

    def __init__(
        self, visit: Visit, meal: Meal, diners: Sequence[Person], tables: Sequence[TablePlace]
    ) -> None:
        self.visit = visit
        self.meal = meal
        self.chairs = chairs_of_table(meal)
        self.wishes = wishes_of(visit, WishKind.TABLE_WITH, self.chairs - 1)
        self._diets = {name: _words_of_diet(visit, name) for name in DIETS}
        main = [table for table in tables if any(name in table.title for name in _MAIN)]
        self.has_main = bool(main)
        self.first = main[0].number if main else next((table.number for table in tables), "")
        self.leaders = _leaders(visit, diners, self.chairs, all_chairs=self.has_main)
        self.hosts = sum(isinstance(person, Staff) for person in diners)
        self.tables_needed = -(-headcount(diners) // self.chairs)
        self._tables_for = {
            name: frozenset(table.number for table in tables if self._is_for(name, table))
            for name in DIETS
        }

    def diet_of(self, person: Person) -> str | None:
        """`halal` or `vegetarian`, where somebody keeps such a diet."""
        written = "、".join(person.diet)
        return next(
            (n for n, words in self._diets.items() if any(w in written for w in words)), None
        )

    def tables_for(self, diet: str) -> frozenset[str]:
        """The numbers of the tables for a diet, by their names; none where there are none."""
        return self._tables_for[diet]

    def _is_for(self, diet: str, table: TablePlace) -> bool:
        return any(word in table.title for word in (*self._diets[diet], diet))

    def is_unsuitable(self, person: Person, table: TablePlace) -> bool:
        """Whether somebody's diet asks for another table: one for it, or one with another menu."""
        diet = self.diet_of(person)
        if diet and self._tables_for[diet]:
            return table.number not in self._tables_for[diet]
        menu = (table.written.menu if table.written else ()) or self.meal.menu
        return bool(menu) and not menu_suits(self.visit, person, menu)


def _words_of_diet(visit: Visit, name: str) -> tuple[str, ...]:
    limit = visit.limit("care", f"diet_{name}_said")
    return limit.words if limit else ()


def _leaders(
    visit: Visit, diners: Sequence[Person], chairs: int, *, all_chairs: bool
) -> frozenset[PersonId]:
    """The people whose rank puts them at the first table: the highest guest and the highest host.

    At a table that is named as the main one, as many guests and hosts as it has chairs.
    """
    roster = tuple(visit.people.values())
    guests = by_precedence((p for p in diners if isinstance(p, Guest) and p.rank), roster)
    hosts = by_precedence((p for p in diners if isinstance(p, Staff)), roster)
    if not all_chairs:
        return frozenset(person.id for person in (*guests[:1], *hosts[:1]))
    of_hosts = min(len(hosts), chairs // 3 or 1)
    return frozenset(p.id for p in (*guests[: chairs - of_hosts], *hosts[:of_hosts]))


def solved_tables(
    scope: Scope, meal: Meal, former: Former, earlier: Mapping[PersonId, str]
) -> Dining | None:
    """The tables of a meal with a place for everybody who has none; None where all have one.

    `earlier` are people's tables at an earlier meal in the same room.
    """
    visit = scope.visit
    people = diners_without_table(visit, meal)
    if not people:
        return None
    tables = tables_of_meal(scope, meal)
    at_tables = {s.person.id: t.number for t in meal.tables if not t.is_open for s in t.seats}
    seated = [s.person for t in meal.tables if not t.is_open for s in t.seats]
    diners = {str(person.id): person for person in (*people, *seated)}
    facts = TableFacts(visit, meal, tuple(diners.values()), tables)
    accepted: dict[str, str] = {}
    subjects = []
    for key, person in diners.items():
        before = former.of(PlacementKind.TABLE, meal.id, person.id)
        if before and former.is_accepted(before):
            accepted[key] = before.place
        subjects.append(
            Subject(
                key=key,
                person=person,
                size=person.headcount,
                fixed=at_tables.get(person.id),
                former=before.place if before else earlier.get(person.id),
                informed=person.id in former.informed,
            )
        )
    by_number = {table.number: table for table in tables}
    problem = Problem(
        subjects=tuple(subjects),
        places=tuple(
            Place(table.number, table.chairs, taken={None: table.chairs} if table.is_taken else {})
            for table in tables
        ),
        terms=tuple(_terms(diners, by_number, facts, subjects)),
    )
    problem = with_accepted(problem, accepted)
    return Dining(
        scope,
        meal,
        diners,
        people,
        by_number,
        facts,
        {subject.key: subject for subject in problem.subjects},
        solve(problem).places,
        frozenset(str(p) for p in earlier if not former.of(PlacementKind.TABLE, meal.id, p)),
    )


def _terms(
    diners: Mapping[str, Person],
    tables: Mapping[str, TablePlace],
    facts: TableFacts,
    subjects: Iterable[Subject],
) -> Iterator[Term]:
    """The terms of tables: the hard ones, then the soft ones in the order of their weights."""

    def weight(name: str) -> int:
        return weight_of(facts.visit, name)

    def at_table(sets: tuple[frozenset[str], ...], name: str) -> TogetherTerm:
        return TogetherTerm(name, sets, lambda place: place.key, weight(name))

    yield PlaceTerm("diet_table", _at_unsuitable(tables, facts), hard=True)
    if facts.hosts:
        yield SharingTerm("host_table", _hosts_too_many(diners, facts), hard=True)

    yield at_table(tuple(facts.wishes.sets_among(diners)), "wishes")
    yield at_table(keys_by(diners, _party_unless_leader(facts)), "party")
    yield at_table(keys_by(diners, facts.diet_of), "party")
    yield at_table(keys_by(diners, _unit_in_party), "unit")
    yield at_table(keys_by(diners, lambda one: foreign_language_of(facts.visit, one)), "unit")
    yield PlaceTerm("rank", _not_at_first(facts), weight("rank"))
    yield SharingTerm("alike", _strangers(diners, facts), weight("alike"))
    yield SharingTerm("fewest", lambda _, __: 1, weight("fewest"))
    yield PlaceTerm("fewest", _better_left(tables, facts), weight("fewest"))
    yield from steady_terms(facts.visit, subjects, tables)


def _at_unsuitable(
    tables: Mapping[str, TablePlace], facts: TableFacts
) -> Callable[[Subject, Place], int]:
    """Whether another table is for somebody's diet.

    Where no table suits, it costs nothing: the menu has to change.
    """
    unsuitable: dict[tuple[str, ...], frozenset[str]] = {}

    def cost(subject: Subject, place: Place) -> int:
        diet = subject.person.diet
        if not diet:
            return 0
        if diet not in unsuitable:
            wrong = {n for n, table in tables.items() if facts.is_unsuitable(subject.person, table)}
            unsuitable[diet] = frozenset(wrong if tables.keys() - wrong else ())
        return int(place.key in unsuitable[diet])

    return cost


def _hosts_too_many(
    diners: Mapping[str, Person], facts: TableFacts
) -> Callable[[Place, Sequence[Subject]], int]:
    """How many hosts a table has beyond its share; the main table may have more."""
    most = -(-facts.hosts // facts.tables_needed)
    hosts = frozenset(key for key, person in diners.items() if isinstance(person, Staff))

    def cost(place: Place, members: Sequence[Subject]) -> int:
        if facts.has_main and place.key == facts.first:
            return 0
        return max(0, sum(member.key in hosts for member in members) - most)

    return cost


def _strangers(
    diners: Mapping[str, Person], facts: TableFacts
) -> Callable[[Place, Sequence[Subject]], int]:
    """How many sit at a table without anybody of their party or unit; and 1 where no host does."""
    needs_host = int(facts.hosts >= facts.tables_needed)
    groups = {
        key: (f"party {party_of(person)}", f"unit {person.unit}")
        for key, person in diners.items()
        if isinstance(person, Guest)
    }

    # Called for each table that the search tries: loops are faster here than counters.
    def cost(_: Place, members: Sequence[Subject]) -> int:
        sizes: dict[str, int] = {}
        guests = [member for member in members if member.key in groups]
        for guest in guests:
            for group in groups[guest.key]:
                sizes[group] = sizes.get(group, 0) + guest.size
        alone = 0
        for guest in guests:
            party, unit = groups[guest.key]
            alone += sizes[party] == 1 and sizes[unit] == 1
        return alone + (needs_host if len(guests) == len(members) else 0)

    return cost


def _not_at_first(facts: TableFacts) -> Callable[[Subject, Place], int]:
    return lambda subject, place: int(
        subject.person.id in facts.leaders and place.key != facts.first
    )


def _better_left(
    tables: Mapping[str, TablePlace], facts: TableFacts
) -> Callable[[Subject, Place], int]:
    """Whether a table is better left to others: for a diet, or only on the page of the room."""
    has_written = any(table.written for table in tables.values())

    def cost(subject: Subject, place: Place) -> int:
        diet = facts.diet_of(subject.person) if subject.person.diet else None
        for_others = any(place.key in facts.tables_for(d) for d in DIETS if d != diet)
        return int(for_others or (has_written and tables[place.key].written is None))

    return cost


def _party_unless_leader(facts: TableFacts) -> Callable[[Person], Hashable]:
    """The party of somebody; none of those whose place is at the main table."""
    return lambda person: (
        None if facts.has_main and person.id in facts.leaders else party_of(person)
    )


def _unit_in_party(person: Person) -> Hashable:
    return (party_of(person), person.unit) if isinstance(person, Guest) and person.unit else None
