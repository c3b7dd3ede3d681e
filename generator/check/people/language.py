"""Checks that the card of each person can open in that person's language."""

from __future__ import annotations

from collections.abc import Iterator

from generator import vocabulary
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import people_text
from generator.findings import Severity
from generator.model.parsing.labels import known_languages
from generator.model.people import Person
from generator.model.standing import Limit


@check(
    "language.unlisted",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "本人的语言，来访文件没有列出", "en": "A language that the visit does not have"},
    message={
        "zh": "{who}的语言是{language}，visit.yml 的 languages 里没有，卡不会用{language}打开。"
        "请改成 languages: [{languages}]。",
        "en": "The language of {who} is {language}, which is not among the visit's, so no card "
        "opens in it. Write languages: [{languages}] in visit.yml.",
    },
    rule="care",
    limits=("language_of",),
    needs_complete_lists=True,
)
def languages_not_listed(scope: Scope, groups: Limit) -> Iterator[Violation]:
    """People whose language has a catalog but is not among the visit's; by language."""
    for language, people in _people_by_other_language(scope, groups).items():
        if language in vocabulary.languages():
            yield violation(
                people[0],
                "language",
                related=people[1:],
                who=people_text(people),
                language=vocabulary.field_text("Language", language),
                languages=", ".join((*scope.visit.languages, language)),
            )


@check(
    "language.unknown",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "没有这种语言的卡", "en": "A language that no card is in"},
    message={
        "zh": "{who}的语言写的是“{written}”，卡没有这种语言。请改成{known}中的一种，或者空着。",
        "en": "The language of {who} is “{written}”, and no card is in it. Write one of {known}, "
        "or leave it out.",
    },
    rule="care",
    limits=("language_of",),
)
def languages_without_catalog(scope: Scope, groups: Limit) -> Iterator[Violation]:
    """People whose language has no catalog; by language."""
    for language, people in _people_by_other_language(scope, groups).items():
        if language not in vocabulary.languages():
            yield violation(
                people[0],
                "language",
                related=people[1:],
                who=people_text(people),
                written=language,
                known=known_languages(),
            )


def _people_by_other_language(scope: Scope, groups: Limit) -> dict[str, list[Person]]:
    """The people of the rule's groups whose language is not among the visit's."""
    people: dict[str, list[Person]] = {}
    for group in ("guests", "staff"):
        for person in getattr(scope.visit, group) if group in groups.words else ():
            if person.language and person.language not in scope.visit.languages:
                people.setdefault(person.language, []).append(person)
    return people
