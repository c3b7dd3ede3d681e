"""What is to be printed, and how: the visit and the options of `handbook print`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from generator import vocabulary
from generator.agenda import Agenda, agendas_of, common_agenda
from generator.changes.cards import CardChange
from generator.changes.notifications import Notification
from generator.model.record import PersonId
from generator.model.visit import Visit

CARD_FORMATS = ("a4-8", "a4-10", "badge", "lanyard")
CARD_FIELDS = ("name", "party", "room", "table", "vehicle")
SAFE_FIELDS = ("name", "party")
"""The fields that a card has unless others are chosen. The finder of a lost card can read them."""
POSTER_SIZES = ("a3", "a4")
BACKS = ("days",)
"""What a lanyard card may have on its back."""
WHOLE_UP_TO = 1000
"""The guests of a visit whose sheets are one file each; those of a larger visit are in parts."""
BETWEEN_NAMES = "\u2003\u3000\u2003"
"""What divides the names on one door."""


@dataclass(frozen=True)
class ChangesToPrint:
    """The cards that differ from the publication at the time `since`, in words.

    `now` is a time on the visit's clock; `notifications` has the newest of each person.
    """

    cards: tuple[CardChange, ...]
    notifications: tuple[Notification, ...]
    since: str
    now: datetime


@dataclass(frozen=True)
class PrintOrder:
    """A visit to print, and the options.

    `links` are the addresses of cards by person (empty where the visit has no microsite), `as_of`
    (aware) is when its files last changed, `card_back` is one of BACKS or empty, `door_names` asks
    for the guests' names on the doors of their rooms, `only` names the sheets to print (empty for
    all), `changes` is None where nothing was published. A visit with more guests than `whole_up_to`
    is printed in parts.
    """

    visit: Visit
    links: Mapping[PersonId, str]
    as_of: datetime
    card_format: str = "a4-8"
    card_fields: tuple[str, ...] = SAFE_FIELDS
    card_back: str = ""
    poster_size: str = "a3"
    door_names: bool = False
    only: tuple[str, ...] = field(default=())
    changes: ChangesToPrint | None = None
    chosen_language: str | None = None
    whole_up_to: int = WHOLE_UP_TO

    @property
    def is_in_parts(self) -> bool:
        """Whether the sheets that grow with the guests are folders of parts."""
        return len(self.visit.guests) > self.whole_up_to

    @property
    def language(self) -> str:
        """The language of sheets for several people: the chosen one, else the visit's first."""
        available = vocabulary.languages()
        preferred = (self.chosen_language, *self.visit.languages)
        return next((code for code in preferred if code in available), available[0])

    def language_of(self, agenda: Agenda) -> str:
        """The language of one person's card: the chosen one, else the person's own."""
        chosen = self.chosen_language in vocabulary.languages()
        return self.language if chosen else agenda.language

    @property
    def as_of_words(self) -> str:
        """When the visit's files last changed, on its own clock."""
        return f"{self.as_of.astimezone(self.visit.zone):%Y-%m-%d %H:%M}"

    @cached_property
    def common(self) -> Agenda:
        """The agenda of what all guests do and may know."""
        return common_agenda(self.visit)

    @cached_property
    def agendas(self) -> tuple[Agenda, ...]:
        """Each person's agenda: the only source of what sheets show of a person."""
        return tuple(agendas_of(self.visit))

    @cached_property
    def agendas_by_party(self) -> tuple[Agenda, ...]:
        """The agendas in the order in which things are handed out: guests by party, then staff."""
        ranks = {party.name: rank for rank, party in enumerate(self.visit.parties)}
        last = len(ranks)
        return tuple(sorted(self.agendas, key=lambda a: (a.staff, ranks.get(a.party or "", last))))

    @property
    def guests_by_party(self) -> tuple[Agenda, ...]:
        """The guests' agendas, by party."""
        return tuple(agenda for agenda in self.agendas_by_party if not agenda.staff)
