"""Whom a written name means: a person, a party, a working group, a unit, or those with a part.

The forms of a name, in the order in which they are tried:

- the name itself: 张伟, 第一组, 会务组, 市文旅局, 团长; 市文旅局（单位） is that of one kind;
- everybody of it: 第一组全体, 考察组成员, 市文旅局人员, 会务组工作人员, 全体记者;
- those of it with a part, or of one sex: 第一组组长, 市文旅局领队, 考察组女宾, 男宾;
- those with a part in each party: 各组组长, 各代表团团长, 各组联络员;
- those of several groups: 第一组+第二组, from which some may be left out.

A name of two kinds that mean the same people is no riddle; one that means different people is
refused with a name for each. So is a name that means nobody, with the nearest known words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from pydantic_core import PydanticCustomError

from generator import vocabulary
from generator.model.enums import Sex
from generator.model.parsing.exclusions import exclusion_in
from generator.model.parsing.references import BROKEN_REFERENCE
from generator.model.parsing.values import normal
from generator.model.people import (
    AMBIGUOUS_NAMES,
    Guest,
    Participants,
    Party,
    Person,
    Staff,
    UnnamedMembers,
)
from generator.model.standing import Role
from generator.model.team import Group
from generator.names.index import Names, name_key, unambiguous_name
from generator.names.nearest import hint_text, nearest_words
from generator.names.ranges import JOINT
from generator.text import Text

_EVERYONE = {"all", "全体", "全体来宾", "所有来宾", "全团", *AMBIGUOUS_NAMES}
_ALL_STAFF = {"staff", "全体工作人员", "工作人员", "专班"}

_LEADERS = frozenset({"组长", "团长", "领队", "队长", "班长", "负责人", "召集人", "leader", "head"})
"""Parts of whoever leads a party or a working group."""
_LIAISONS = frozenset({"联络员", "随团联络员", "联络人", "liaison"})
"""Words for the staff who look after guests, and parts of guests who answer for others."""
_IN_CHINESE = {"leader": "组长", "head": "组长", "liaison": "联络员"}
_EACH = re.compile(
    r"各个?(?:组别?|小组|分组|代表[团队]|分?团|分?队|班级?|单位|部门)的?(?P<part>\S+)"
    r"|(?P<english>\w+?)s? of (?:all|each|every)(?: the)?"
    r" (?:groups?|part(?:y|ies)|delegations?)"
    r"|(?:group|party|delegation) (?P<short>\w+?)s?",
    re.IGNORECASE,
)
_ALL_OF = re.compile(
    r"(?:全体|所有|全部|各位)(?P<name>.+)"
    r"|(?:all|everybody|everyone|people|members|staff|guests)"
    r"(?: (?:of|from|in))?(?: the)? (?P<of>.+)",
    re.IGNORECASE,
)
_PEOPLE_OF = re.compile(
    r"(?P<name>.+?)的?(?:(?:全体|所有|全部)(?:成员|人员|同志|人)?|成员|组员|团员|队员|人员|一行|同志|们)"
    r"|(?P<of>.+) (?:members|people|everybody|all)",
    re.IGNORECASE,
)
_GUESTS_OF = re.compile(
    r"(?P<name>.+?)的?(?:全体|所有)?(?:来宾|嘉宾|宾客)|(?P<of>.+) guests", re.IGNORECASE
)
_STAFF_OF = re.compile(r"(?P<name>.+?)的?(?:全体|所有)?工作人员|(?P<of>.+) staff", re.IGNORECASE)
_OF_A_SEX = re.compile(
    r"(?P<name>.*?)的?(?P<sex>[男女])(?:来?宾|嘉宾|士|同志|性|生|成员|代表)"
    r"|(?:(?P<of>.+) )?(?P<english>wo)?men",
    re.IGNORECASE,
)
_MARKED = re.compile(r"(?P<name>.+)\((?P<kind>[^()]+)\)")
_PARTS = re.compile(r"\s*(?:[、,;/&]|兼|\band\b)\s*")
_MOST_SHOWN = 8
"""Known words of each kind in the message on a name that means nobody."""


class Kind(StrEnum):
    """What a name may be the name of, with the field that has its label."""

    PARTY = "Guest.parties"
    GROUP = "Staff.roles"
    UNIT = "Person.unit"
    PART = "Guest.part"
    LIAISON = "Team.staff"
    SEX = "Person.sex"
    PERSON = "Person.name"

    @property
    def label(self) -> str:
        """The word that marks a name as one of this kind: 单位 in 市文旅局（单位）."""
        return vocabulary.label(*self.value.split("."))


@cache
def _kinds_by_label() -> dict[str, Kind]:
    kinds = (Kind.PARTY, Kind.GROUP, Kind.UNIT, Kind.PART, Kind.LIAISON)
    return {
        normal(word).casefold(): kind
        for kind in kinds
        for word in vocabulary.words_for(*kind.value.split("."))
    }


@dataclass(frozen=True)
class _Meaning:
    """One thing that a name may mean.

    `name` is what pages show, `clear` a way to write it that has this meaning alone.
    """

    kind: Kind
    name: Text
    people: tuple[Person, ...]
    clear: str

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(person.id for person in self.people)


@dataclass
class _Word:
    """A unit or a part as somebody first wrote it, and the people who have it."""

    written: str
    people: list[Person] = field(default_factory=list)


class ParticipantNames:
    """The people, parties and working groups of a visit, by every name for several of them.

    The names of single things are those that the directory keeps.
    """

    def __init__(
        self,
        guests: Names[Guest],
        staff: Names[Staff],
        people: Names[Person],
        parties: Names[Party],
        roles: Names[Role],
    ) -> None:
        self._guests, self._staff, self._people = guests, staff, people
        self._parties, self._roles = parties, roles
        self._all_guests: list[Guest] = []
        self._all_staff: list[Staff] = []
        self._of_party: dict[str, list[Person]] = defaultdict(list)
        self._of_role: dict[str, list[Person]] = defaultdict(list)
        self._groups: Names[Group] = Names("role")
        self._unnamed: dict[str, UnnamedMembers] = {}
        self._units: dict[str, _Word] = {}
        self._parts: dict[str, _Word] = {}
        self._all_groups: list[Group] = []
        self._all_parties: list[Party] = []
        self._by_name: dict[str, Participants] = {}
        self._words: Names[object] | None = None
        self.everyone = vocabulary.word_text("participants.everyone")
        self.all_staff = vocabulary.word_text("participants.staff")
        self._everyone_keys = _EVERYONE | _keys(self.everyone)
        self._all_staff_keys = _ALL_STAFF | _keys(self.all_staff)

    def add_guest(self, guest: Guest) -> None:
        """Count a guest among the members of each party, of the unit, and those with the part."""
        self._changed()
        self._all_guests.append(guest)
        for party in guest.parties:
            self._of_party[name_key(party.name)].append(guest)
        self._add_to_unit(guest)
        for part in dict.fromkeys(_PARTS.split(guest.part or "")):
            _add_word(self._parts, part, guest)

    def add_staff(self, staff: Staff) -> None:
        """Count a staff member among those of each working group, and of the unit."""
        self._changed()
        self._all_staff.append(staff)
        for role in staff.roles:
            self._of_role[role.id].append(staff)
        self._add_to_unit(staff)

    def add_party(self, party: Party) -> None:
        """Add a party, whose liaison is one of the staff."""
        self._changed()
        self._all_parties.append(party)

    def add_unnamed(self, members: UnnamedMembers) -> None:
        """Count the unnamed members of a party among its members, and among all guests."""
        self._changed()
        self._all_guests.append(members)
        self._unnamed[name_key(members.name)] = members
        for party in members.parties:
            self._of_party[name_key(party.name)].append(members)

    def add_group(self, group: Group) -> None:
        """Add a working group with the name it has in this visit, and its people."""
        self._changed()
        self._all_groups.append(group)
        members = self._of_role[group.role.id]
        known = {person.id for person in members}
        members += [person for person in group.people if person.id not in known]
        if group.name:
            self._groups.add(group, group.name.versions)

    def _changed(self) -> None:
        self._by_name.clear()
        self._words = None

    def _add_to_unit(self, person: Person) -> None:
        _add_word(self._units, person.unit or "", person)

    def find(self, name: str) -> Participants:
        """Whom `name` means. PydanticCustomError where that is nobody, or is not clear."""
        if name not in self._by_name:
            self._by_name[name] = self._find(name)
        return self._by_name[name]

    def is_meant(self, name: str) -> bool:
        """Whether `name` means somebody, a group, or several of these."""
        try:
            return self._is_everybody(name_key(name)) or bool(self._meanings(name))
        except PydanticCustomError:
            return True  # it means some people, but who they are is not known

    def _is_everybody(self, key: str) -> bool:
        return key in self._everyone_keys or key in self._all_staff_keys

    def _find(self, name: str) -> Participants:
        if exclusion := exclusion_in(name):
            return self._all_but(*exclusion)
        key = name_key(name)
        if key in self._everyone_keys:
            return Participants((self.everyone,), tuple(self._all_guests), everyone=True)
        if key in self._all_staff_keys:
            return Participants((self.all_staff,), tuple(self._all_staff))
        meanings = self._meanings(name)
        if not meanings:
            raise self._unknown(name)
        # The role of a group that nobody fills in this visit is not what a clerk means.
        meanings = [meaning for meaning in meanings if meaning.people] or meanings[:1]
        if len({meaning.ids for meaning in meanings}) > 1:
            values = {"found": name, "kinds": "、".join(meaning.clear for meaning in meanings)}
            raise PydanticCustomError("name.ambiguous", "ambiguous", values)
        return Participants((meanings[0].name,), meanings[0].people)

    def _meanings(self, name: str) -> list[_Meaning]:
        """The meanings of a name, by the first form in which it has any."""
        plain = normal(name)
        marked = _MARKED.fullmatch(plain)
        kind = _kinds_by_label().get(marked["kind"].strip().casefold()) if marked else None
        if marked and kind:
            inner = self._meanings(marked["name"].strip())
            return [meaning for meaning in inner if meaning.kind is kind]
        forms = (
            self._named, self._joint, self._in_each, self._everybody_of, self._with_part,
            self._of_sex,
        )  # fmt: skip
        return next((found for form in forms if (found := list(form(plain)))), [])

    # The forms

    def _named(self, name: str) -> Iterator[_Meaning]:
        """The party, the working group, the unit, the part and the people with just this name."""
        for party in self._parties.all(name)[:1]:
            yield self._party(party)
        for role in self._roles.all(name)[:1]:
            yield _Meaning(Kind.GROUP, role.title, tuple(self._of_role[role.id]), role.id)
        for group in self._groups.all(name)[:1]:
            yield _Meaning(Kind.GROUP, group.title, group.people, _clear(Kind.GROUP, name))
        if unit := self._units.get(name_key(name)):
            yield _meaning(Kind.UNIT, unit.written, unit.people)
        yield from self._parts_named(name)
        if unnamed := self._unnamed.get(name_key(name)):
            yield _meaning(Kind.PERSON, unnamed.name, (unnamed,))
        for person in (*self._guests.all(name), *self._staff.all(name)):
            clear = unambiguous_name(person)
            yield _Meaning(Kind.PERSON, Text(person.name), (person,), clear)

    def _party(self, party: Party) -> _Meaning:
        members = tuple(self._of_party[name_key(party.name)])
        return _Meaning(Kind.PARTY, Text(party.name), members, _clear(Kind.PARTY, party.name))

    def _parts_named(self, part: str, *, in_each: bool = False) -> Iterator[_Meaning]:
        """Those with a part; with 组长, or `in_each` party, also whom the parties name as leads."""
        word = self._parts.get(name_key(part)) or self._parts.get(name_key(part).rstrip("s"))
        part = part if word else _IN_CHINESE.get(part.casefold(), part)
        word = word or self._parts.get(part)
        leads = (in_each and part.casefold() in _LEADERS) or part == "组长"
        people = [*(word.people if word else ()), *(self._party_leads() if leads else ())]
        if people:
            yield _meaning(Kind.PART, word.written if word else part, people)
        if part.casefold() in _LIAISONS and (liaisons := self._liaisons()):
            yield _meaning(Kind.LIAISON, part, liaisons)

    def _party_leads(self) -> list[Person]:
        leads = (self._lead_of(party) for party in self._all_parties)
        return [lead for lead in leads if lead]

    def _lead_of(self, party: Party) -> Person | None:
        """The guest whom a party names as its lead."""
        return next(iter(self._guests.all(party.lead)), None) if party.lead else None

    def _liaisons(self) -> list[Person]:
        """The staff who look after parties and guests."""
        liaisons = [party.liaison for party in self._all_parties]
        liaisons += [guest.liaison for guest in self._all_guests]
        return [staff for staff in liaisons if staff]

    def _joint(self, name: str) -> Iterator[_Meaning]:
        """Everybody of several groups, written as one name so that some may be left out of it."""
        names = name.split(JOINT)
        if len(names) > 1 and all(map(self.is_meant, names)):
            people = (person for each in names for person in self.find(each).people)
            yield _meaning(Kind.PARTY, name, people)

    def _in_each(self, name: str) -> Iterator[_Meaning]:
        """Those with a part in each party: 各组组长."""
        if match := _EACH.fullmatch(name):
            part = match["part"] or match["english"] or match["short"]
            for meaning in self._parts_named(part, in_each=True):
                yield _called(name, meaning)

    def _everybody_of(self, name: str) -> Iterator[_Meaning]:
        """Everybody of a group, a unit or a part: 考察组成员, 会务组工作人员, 全体记者."""
        for pattern, model in (
            (_ALL_OF, Person), (_STAFF_OF, Staff), (_GUESTS_OF, Guest), (_PEOPLE_OF, Person),
        ):  # fmt: skip
            match = pattern.fullmatch(name)
            for meaning in self._several(match["name"] or match["of"]) if match else ():
                people = tuple(person for person in meaning.people if isinstance(person, model))
                if people == meaning.people and meaning.kind in {Kind.PARTY, Kind.GROUP}:
                    yield meaning
                elif people:
                    yield _called(name, meaning, people)

    def _several(self, name: str) -> list[_Meaning]:
        """The meanings of a name other than a person's."""
        if self._is_everybody(name_key(name)):
            return []
        return [meaning for meaning in self._meanings(name) if meaning.kind is not Kind.PERSON]

    def _with_part(self, name: str) -> Iterator[_Meaning]:
        """Those of a group or a unit with a part: 第一组组长, 会务组组长."""
        parts = {*(word.written for word in self._parts.values()), *_LEADERS, *_LIAISONS}
        for part in sorted(parts, key=lambda part: (-len(part), part)):
            whole = name.removesuffix(part).rstrip("的 ")
            if whole == name or not whole:
                continue
            with_part = {p.id for meaning in self._parts_named(part) for p in meaning.people}
            for meaning in self._several(whole):
                if part in _LEADERS:
                    with_part |= {lead.id for lead in self._leads_of(meaning)}
                people = tuple(person for person in meaning.people if person.id in with_part)
                if people:
                    yield _called(name, meaning, people)

    def _leads_of(self, meaning: _Meaning) -> Iterator[Person]:
        """Whom a party, or a working group, names as its leads."""
        if meaning.kind is Kind.PARTY:
            leads = (self._lead_of(party) for party in self._parties.all(meaning.name.default))
        else:
            titles = (meaning.name,) if meaning.kind is Kind.GROUP else ()
            leads = (g.lead for g in self._all_groups if {g.title, g.role.title} & {*titles})
        yield from (lead for lead in leads if lead)

    def _of_sex(self, name: str) -> Iterator[_Meaning]:
        """The men or the women among the guests, or of a group: 女宾, 考察组女宾.

        Nobody where the sex of one of them is not known: whether they are meant is not, either.
        """
        match = _OF_A_SEX.fullmatch(name)
        if match is None:
            return
        wanted = Sex.FEMALE if match["sex"] == "女" or match["english"] else Sex.MALE
        whole = match["name"] or match["of"]
        guests = _meaning(Kind.SEX, name, self._all_guests)
        for meaning in self._several(whole) if whole else [guests]:
            unknown = [person.name for person in meaning.people if person.sex is None]
            if unknown:
                values = {"found": name, "who": "、".join(unknown[:_MOST_SHOWN]), "n": len(unknown)}
                raise PydanticCustomError("name.sex_unknown", "sex", values)
            people = tuple(person for person in meaning.people if person.sex is wanted)
            if people:
                yield _called(name, meaning, people)

    # All but some

    def _all_but(self, group: str, excluded: list[str]) -> Participants:
        """The participants of `group` without those `excluded`.

        Each excluded person must be one of them, and of each excluded group at least one.
        """
        if not group:
            raise self._exception_without_group(excluded)
        participants = self.find(group)
        ids = {person.id for person in participants.people}
        without: set[str] = set()
        for name in excluded:
            leaving = {person.id for person in self.find(name).people} & ids
            if not leaving:
                values = {"found": name, "whole": group}
                raise PydanticCustomError("name.but_of_others", "but", values)
            without |= leaving
        (named,) = participants.named
        names = "、".join(excluded)
        words = {
            code: wording.format(whole=named.in_(code), those=names)
            for code, wording in vocabulary.word_text("participants.but").others
        }
        remaining = tuple(person for person in participants.people if person.id not in without)
        return Participants((Text.of(words),), remaining)

    def _exception_without_group(self, excluded: list[str]) -> PydanticCustomError:
        """The error where no group is given from which those `excluded` are missing."""
        if self._everyone_keys.intersection(map(name_key, excluded)):
            return PydanticCustomError("name.but_nobody", "but")
        of_staff = any(self._roles.all(name) or self._staff.all(name) for name in excluded)
        several = of_staff or any(map(self._parties.all, excluded))
        values = {
            "found": "、".join(excluded),
            "whole": self.all_staff if of_staff else self.everyone,
        }
        kind = "name.but_of_nobody" if several else "name.but_of_no_party"
        return PydanticCustomError(kind, "but", values)

    # Names that mean nobody

    def _unknown(self, name: str) -> PydanticCustomError:
        """The error for a name that means nobody; none of its own where a list was not read."""
        lists: tuple[Names[object], ...] = (
            self._guests, self._staff, self._parties, self._roles,
        )  # type: ignore[assignment]  # fmt: skip
        if any(names.may_be_unread(name) for names in lists):
            return PydanticCustomError(BROKEN_REFERENCE, "broken")
        if self._words is None:
            self._words = self._known_words()
        person, word = self._people.nearest(name), self._words.nearest(name)
        if person and person in nearest_words(name, (person, word)):
            values = {"found": name, "hint": hint_text(person)}
            return PydanticCustomError("name.unknown_person", "?", values)
        known = Text.of({code: self._listed(code) for code in vocabulary.languages()})
        hint = vocabulary.message("hint.known", known=known) if known.default else Text("")
        values = {"found": name, "hint": hint_text(word) if word else hint}
        return PydanticCustomError("name.unknown_participant", "?", values)

    def _known_words(self) -> Names[object]:
        words: Names[object] = Names("participant", numbered=True)
        for party in self._all_parties:
            words.add(party, (party.name,))
        for group in self._all_groups:
            words.add(group.role, (*group.role.title.versions, *group.title.versions))
        for word in (*self._units.values(), *self._parts.values()):
            words.add(word, (word.written,))
        return words

    def _listed(self, language: str) -> str:
        """The known words of each kind: `组别：第一组、第二组；单位：市文旅局`."""
        kinds: Sequence[tuple[Kind, Iterable[str]]] = (
            (Kind.PARTY, (party.name for party in self._all_parties)),
            (Kind.GROUP, (group.title.default for group in self._all_groups)),
            (Kind.UNIT, (word.written for word in self._units.values())),
            (Kind.PART, (word.written for word in self._parts.values())),
        )
        lists = []
        for kind, words in kinds:
            known = list(dict.fromkeys(words))
            more = "…" if len(known) > _MOST_SHOWN else ""
            if known:
                label = vocabulary.label(*kind.value.split("."), language)
                lists.append(f"{label}：{'、'.join(known[:_MOST_SHOWN])}{more}")
        return "；".join(lists)


def _meaning(kind: Kind, name: str, people: Iterable[Person]) -> _Meaning:
    once = {person.id: person for person in people}
    return _Meaning(kind, Text(name), tuple(once.values()), _clear(kind, name))


def _called(name: str, meaning: _Meaning, people: tuple[Person, ...] | None = None) -> _Meaning:
    """A meaning of a longer name, such as 市文旅局全体, with all or some of its people."""
    called = meaning.people if people is None else people
    return _Meaning(meaning.kind, Text(name), called, _clear(meaning.kind, name))


def _clear(kind: Kind, name: str) -> str:
    return f"{name}（{kind.label}）"


def _add_word(words: dict[str, _Word], written: str, person: Person) -> None:
    if written.strip():
        words.setdefault(name_key(written), _Word(written.strip())).people.append(person)


def _keys(text: Text) -> set[str]:
    return {name_key(version) for version in text.versions}
