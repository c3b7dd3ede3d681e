"""What is to be printed, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from generator import vocabulary
from generator.agenda import Agenda, agendas_of, common_agenda
from generator.model.record import PersonId
from generator.model.visit import Visit

CARD_FORMATS = ("a4-8", "a4-10", "badge", "lanyard")
CARD_FIELDS = ("name", "party", "room", "table", "vehicle")
SAFE_FIELDS = ("name", "party")
"""What a card says unless more is asked for: whoever finds a lost one reads it."""
POSTER_SIZES = ("a3", "a4")


@dataclass(frozen=True)
class PrintOrder:
    """A visit to print, with the addresses of its cards by person (none where it has no
    microsite), when its files last changed (aware), and the office's choices.
    """

    visit: Visit
    links: Mapping[PersonId, str]
    as_of: datetime
    card_format: str = "a4-8"
    card_fields: tuple[str, ...] = SAFE_FIELDS
    poster_size: str = "a3"
    only: tuple[str, ...] = field(default=())
    chosen_language: str | None = None

    @property
    def language(self) -> str:
        """The language of what is not for one person: the visit's first unless another is
        chosen.
        """
        known = vocabulary.languages()
        wanted = (self.chosen_language, *self.visit.languages)
        return next((code for code in wanted if code in known), known[0])

    @property
    def as_of_words(self) -> str:
        """When the visit's files last changed, on its own clock."""
        return f"{self.as_of.astimezone(self.visit.zone):%Y-%m-%d %H:%M}"

    @cached_property
    def common(self) -> Agenda:
        """What every guest does and may know."""
        return common_agenda(self.visit)

    @cached_property
    def agendas(self) -> tuple[Agenda, ...]:
        """What each person does and may see: all that sheets say of persons comes from here."""
        return tuple(agendas_of(self.visit))
