"""Words why somebody is proposed for a table, which wishes are not met, and why tables lack."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from generator import vocabulary
from generator.assign.common_terms import party_of
from generator.assign.diners import TablePlace
from generator.assign.dining import DIETS, Dining
from generator.assign.proposal import Lack, Unmet
from generator.check.wording import event_text, list_text, some_of_text
from generator.model.assigned import PlacementKind
from generator.model.attendance import attendees
from generator.model.dining import Meal
from generator.model.people import Guest, Person, Staff, headcount
from generator.model.record import PersonId
from generator.text import Text


class TableReasons:
    """The reasons for the tables of a solved problem."""

    def __init__(self, dining: Dining) -> None:
        self._dining = dining
        self._facts = dining.facts
        self._at_table: dict[str, list[Person]] = defaultdict(list)
        for person in dining.diners.values():
            if table := dining.table_of(person):
                self._at_table[table.number].append(person)

    def reasons(self, person: Person, table: TablePlace) -> tuple[Text, ...]:
        """Why somebody is proposed for this table."""
        return (
            *self._wishes_met(person, table),
            *self._of_table(person, table),
            *self._in_common(person, table),
        ) or (_words("free"),)

    def _mates(self, person: Person, table: TablePlace) -> list[Person]:
        return [other for other in self._at_table[table.number] if other.id != person.id]

    def _wishes_met(self, person: Person, table: TablePlace) -> Iterator[Text]:
        for mate in self._mates(person, table):
            if wish := self._facts.wishes.between(person.id, mate.id):
                yield _words(wish, who=mate.name)

    def _of_table(self, person: Person, table: TablePlace) -> Iterator[Text]:
        diet = self._facts.diet_of(person)
        if diet and table.number in self._facts.tables_for(diet):
            yield _words("diet_table", diet="、".join(person.diet))
        elif diet and any(self._facts.diet_of(m) == diet for m in self._mates(person, table)):
            yield _words("same_diet", diet="、".join(person.diet))
        elif self._has_fit_menu(person, table):
            yield _words("menu", diet="、".join(person.diet))
        if person.id in self._facts.leaders and table.number == self._facts.first:
            yield _words("first")
        elif isinstance(person, Staff):
            yield _words("host")
        if self._dining.subjects[str(person.id)].former == table.number:
            is_earlier = str(person.id) in self._dining.earlier
            yield _words("same_table" if is_earlier else "kept")

    def _has_fit_menu(self, person: Person, table: TablePlace) -> bool:
        """Whether the menu suits somebody's diet, and not that of another table."""
        others = self._dining.tables.values()
        return not self._facts.is_unsuitable(person, table) and any(
            self._facts.is_unsuitable(person, other) for other in others
        )

    def _in_common(self, person: Person, table: TablePlace) -> Iterator[Text]:
        mates = [mate for mate in self._mates(person, table) if isinstance(mate, Guest)]
        if not isinstance(person, Guest):
            return
        of_party = [mate for mate in mates if party_of(mate) == party_of(person)]
        if person.party and of_party:
            yield _words("party", n=headcount(of_party) + person.headcount)
        of_unit = [mate for mate in mates if mate.unit == person.unit]
        if person.unit and of_unit:
            yield _words("unit", n=headcount(of_unit) + person.headcount)

    def unmet(self, person: Person, table: TablePlace) -> Iterator[Unmet]:
        """The wishes of somebody that this table does not meet."""
        at_table = {mate.id for mate in self._at_table[table.number]}
        for id_ in sorted(self._facts.wishes.named.get(person.id, ())):
            if id_ not in at_table:
                yield self._without(person, id_)
        if isinstance(person, Guest) and self._is_alone(person, table):
            yield Unmet(_words("alone"))

    def _without(self, person: Person, id_: PersonId) -> Unmet:
        """That somebody is not with the person with this id, and what would change that."""
        other = self._dining.diners.get(str(id_))
        if other is None:
            people = self._dining.scope.visit.people
            name = people[id_].name if id_ in people else str(id_)
            return Unmet(_words("not_with", who=name), _words("not_there", who=name))
        text = _words("not_with", who=other.name)
        table = self._dining.table_of(other)
        diets = {self._facts.diet_of(one) for one in (person, other)}
        if len(diets) > 1 and any(diet and self._facts.tables_for(diet) for diet in diets):
            return Unmet(text, _words("diets"))
        if table and self._dining.subjects[str(id_)].fixed:
            return Unmet(text, _words("full", who=other.name, table=table.number))
        return Unmet(text, _words("another", n=1))

    def _is_alone(self, person: Guest, table: TablePlace) -> bool:
        """Whether nobody else of the party and of the unit is at the table, where others are."""
        mates = [mate for mate in self._mates(person, table) if isinstance(mate, Guest)]
        return (
            bool(mates)
            and person.headcount == 1
            and not any(
                party_of(mate) == party_of(person) or mate.unit == person.unit for mate in mates
            )
        )


def lacks_of(dining: Dining) -> Iterator[Lack]:
    """The people without a table, by the reason; that of the smallest group goes first."""
    left = [person for person in dining.open if dining.table_of(person) is None]
    chairs = dining.facts.chairs
    large = [person for person in left if person.headcount > chairs]
    if large:
        reason = _words("large", n=headcount(large), chairs=chairs)
        yield _lack(dining, large, reason, _words("name_them"))
    left = [person for person in left if person.headcount <= chairs]
    for diet in DIETS:
        tables = dining.facts.tables_for(diet)
        of_diet = [person for person in left if dining.facts.diet_of(person) == diet]
        if tables and of_diet:
            people = [p for p in dining.diners.values() if dining.facts.diet_of(p) == diet]
            who = _words(f"group.{diet}", n=headcount(people))
            reason = _words("only", who=who, n=len(tables), chairs=len(tables) * chairs)
            more = -(-headcount(of_diet) // chairs)
            yield _lack(dining, of_diet, reason, _words(f"more.{diet}", n=more))
            left = [person for person in left if dining.facts.diet_of(person) != diet]
    for diet, people, suited in _of_menus(dining, left):
        reason = _words("menu_full", diet=diet, n=headcount(people), tables=list_text(suited))
        yield _lack(dining, people, reason, _words("other_menu", n=headcount(people)))
        left = [person for person in left if person not in people]
    free = [table for table in dining.tables.values() if not table.is_taken]
    used = Counter[str]()
    for person in dining.diners.values():
        if table := dining.table_of(person):
            used[table.number] += person.headcount
    empty = sum(max(0, table.chairs - used[table.number]) for table in free)
    for person in [one for one in left if one.headcount <= empty]:
        key = "hosts" if isinstance(person, Staff) else "scattered"
        reason = _words(key, who=person.name, n=person.headcount)
        yield _lack(dining, [person], reason, _words(f"mend_{key}", who=person.name))
        left.remove(person)
    if left:
        who = _words("group.everybody", n=headcount(dining.diners.values()))
        more = -(-headcount(left) // chairs)
        if free or not dining.tables:
            reason = _words("only", who=who, n=len(free), chairs=len(free) * chairs)
            yield _lack(dining, left, reason, _words("another", n=more))
        else:
            reason = _words("taken", who=who, tables=some_of_text([*dining.tables], "桌"))
            yield _lack(dining, left, reason, _words("elsewhere", n=more))


def _of_menus(
    dining: Dining, left: Sequence[Person]
) -> Iterator[tuple[str, list[Person], list[str]]]:
    """Yield diets that the menus of only some tables suit, those left with each, and its tables."""
    by_diet: dict[tuple[str, ...], list[Person]] = defaultdict(list)
    for person in left:
        by_diet[person.diet].append(person)
    for diet, people in by_diet.items():
        suits = {
            number: not dining.facts.is_unsuitable(people[0], table)
            for number, table in dining.tables.items()
        }
        if any(suits.values()) and not all(suits.values()):
            yield "、".join(diet), people, [number for number, does in suits.items() if does]


def lack_of_tables(meal: Meal) -> Lack:
    """That people cannot be seated at a meal, since its dining room has no tables written down."""
    people = attendees(meal)
    room = meal.place.space_name if meal.place else ""
    reason = _words("no_tables", n=headcount(people), room=room)
    text = _words("at_meal", meal=event_text(meal), reason=reason)
    return Lack(PlacementKind.TABLE, meal.id, tuple(people), text, _words("write_tables"))


def _lack(dining: Dining, people: Sequence[Person], reason: Text, remedy: Text) -> Lack:
    text = _words("at_meal", meal=event_text(dining.meal), reason=reason)
    return Lack(PlacementKind.TABLE, dining.meal.id, tuple(people), text, remedy)


def _words(key: str, **values: object) -> Text:
    return vocabulary.word_text(f"assign_table.{key}", **values)
