"""Checks that somebody's card can open in the language that the office named."""

from __future__ import annotations

from collections.abc import Iterator

from generator import vocabulary
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import people_text
from generator.findings import Severity
from generator.model.parsing.labels import languages_named
from generator.model.people import Person
from generator.model.standing import Limit


@check(
    "language.unlisted",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "本人的语言，来访文件没有列出", "en": "A language that the visit does not have"},
    message={
        "zh": "{who}的语言是{language}，visit.yml 的 languages 里没有，卡不会用{language}打开。"
        "请改成 languages: [{mended}]。",
        "en": "The language of {who} is {language}, which is not among the visit's, so no card "
        "opens in it. Write languages: [{mended}] in visit.yml.",
    },
    rule="care",
    limits=("language_of",),
    needs_complete_lists=True,
)
def languages_not_of_the_visit(scope: Scope, whose: Limit) -> Iterator[Violation]:
    """People whose language has a catalog and is not one of the visit's, by language."""
    for language, people in _without_card(scope, whose).items():
        if language in vocabulary.languages():
            yield violation(
                people[0],
                "language",
                related=people[1:],
                who=people_text(people),
                language=vocabulary.field_text("Language", language),
                mended=", ".join((*scope.visit.languages, language)),
            )


@check(
    "language.unknown",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "没有这种语言的卡", "en": "A language that no card is in"},
    message={
        "zh": "{who}的语言写的是“{found}”，卡没有这种语言。请改成{known}中的一种，或者空着。",
        "en": "The language of {who} is “{found}”, and no card is in it. Write one of {known}, or "
        "leave it out.",
    },
    rule="care",
    limits=("language_of",),
)
def languages_without_catalog(scope: Scope, whose: Limit) -> Iterator[Violation]:
    """People whose language has no catalog, by language."""
    for language, people in _without_card(scope, whose).items():
        if language not in vocabulary.languages():
            yield violation(
                people[0],
                "language",
                related=people[1:],
                who=people_text(people),
                found=language,
                known=languages_named(),
            )


def _without_card(scope: Scope, whose: Limit) -> dict[str, list[Person]]:
    """Those of the people whom the rule asks about whose language is not the visit's."""
    found: dict[str, list[Person]] = {}
    for group in ("guests", "staff"):
        for person in getattr(scope.visit, group) if group in whose.words else ():
            if person.language and person.language not in scope.visit.languages:
                found.setdefault(person.language, []).append(person)
    return found
