"""An office's answers to `handbook init`, kept for updates, which ask no questions."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from generator import vocabulary
from generator.files import write_file
from generator.init.profiles import Profile

FOLDER = ".handbook"
"""In an office's project: the answers, and the pages as the program last wrote them."""
FILE = "answers.yml"


class AnswersError(Exception):
    """The project was not made by `handbook init`, or its answers cannot be read."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The office's name, the address of the guests' pages if there is one, language and profile.

    `language` is that of the cards unless a visit has another: a code of the vocabulary. Answers
    of a version without profiles are a county's.
    """

    office: str
    guest_url: str | None = None
    language: str = "zh"
    profile: Profile = Profile.COUNTY

    @property
    def host(self) -> str:
        """Who receives, as a visit names it: empty while the office has no name."""
        return "" if self.office == vocabulary.word("office.unnamed") else self.office


def write_answers(root: Path, answers: Answers) -> None:
    """Keep the answers with the project. Raises OSError."""
    values = asdict(answers) | {"profile": answers.profile.value}
    text = yaml.safe_dump(values, allow_unicode=True, sort_keys=False)
    write_file(root / FOLDER / FILE, text.encode())


def has_answers(root: Path) -> bool:
    """Whether the project was made, or adopted, from answers."""
    return (root / FOLDER / FILE).is_file()


def read_answers(root: Path) -> Answers:
    """The answers that the project was made from. Raises AnswersError."""
    try:
        kept = yaml.safe_load((root / FOLDER / FILE).read_text("utf-8"))
        return Answers(**kept | {"profile": Profile(kept.get("profile", Profile.COUNTY))})
    except (OSError, ValueError, TypeError, AttributeError, yaml.YAMLError) as problem:
        raise AnswersError from problem


def answers_or_default(root: Path) -> Answers:
    """The office's answers; those of an office without a name where there are none."""
    try:
        return read_answers(root)
    except AnswersError:
        return Answers(vocabulary.word("office.unnamed"))
