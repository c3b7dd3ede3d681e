"""Checks that each card can open in its reader's language, and has its texts in that language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator import vocabulary
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import list_text, people_text
from generator.findings import Severity
from generator.model.parsing.labels import known_languages
from generator.model.people import Person
from generator.model.record import Record
from generator.model.standing import Limit
from generator.model.visit import Visit
from generator.names.terms import translation_of
from generator.text import DEFAULT_LANGUAGE, Text, shortened

LONGEST_SHOWN = 16
"""Characters of a text that a finding repeats."""


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
            first, *others = people
            yield violation(
                first,
                "language",
                related=others,
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
            first, *others = people
            yield violation(
                first,
                "language",
                related=others,
                who=people_text(people),
                written=language,
                known=known_languages(),
            )


@check(
    "language.untranslated",
    category=Category.COMPLETE,
    severity=Severity.WARNING,
    title={"zh": "卡上有没有译文的文字", "en": "Texts on cards that are not translated"},
    message={
        "zh": "{language}卡上有 {n} 处只有中文：{texts}。请写成 {{zh: 中文, {code}: 译文}}；"
        "工作簿里另加一列，标题后加语言，如“备注({code})”。人名、单位、职务和地名自动用拼音，不必写。",
        "en": "On cards in {language}, {n} {n:text is|texts are} in Chinese only: {texts}. Write "
        "{{zh: …, {code}: …}}; in a workbook add a column with the language behind its heading, "
        "such as 备注({code}). People, units, posts and places appear in pinyin by themselves.",
    },
    rule="care",
    clause="translated",
)
def texts_without_translation(scope: Scope) -> Iterator[Violation]:
    """Texts of a guest's card that readers of another language would find in Chinese."""
    for language in scope.visit.languages:
        if language == DEFAULT_LANGUAGE or language not in vocabulary.languages():
            continue
        untranslated = [
            (record, field, text)
            for record, field, text in _texts_on_cards(scope.visit)
            if translation_of(text, language) is None
        ]
        if untranslated:
            (record, field, _), *others = untranslated
            yield violation(
                record,
                field,
                related=[other for other, _, _ in others],
                language=vocabulary.field_text("Language", language),
                code=language,
                n=len(untranslated),
                texts=list_text([_quoted(*entry) for entry in untranslated]),
            )


def _quoted(record: Record, field: str, text: Text) -> Text:
    """`备注“请带外套”`, with the field in the language of the message."""
    label = vocabulary.field_text(type(record).__name__, field)
    quoted = shortened(str(text), LONGEST_SHOWN)
    return Text.of({"zh": f"{label}“{quoted}”", "en": f"{label.in_('en')} “{quoted}”"})


def _texts_on_cards(visit: Visit) -> Iterator[tuple[Record, str, Text]]:
    """(record, field, text) of what every guest's card may show, without names."""
    lists: tuple[tuple[Iterable[Record], tuple[str, ...]], ...] = (
        ([visit], ("title", "host", "greeting", "notices")),
        (visit.schedule, ("title", "note")),
        (visit.meals, ("title", "form", "note")),
        (visit.rides, ("boarding", "note")),
        (visit.routine, ("what",)),
        (visit.contacts, ("what",)),
        ({stay.venue.id: stay.venue for stay in visit.stays}.values(), ("luggage", "entrance")),
    )
    for records, fields in lists:
        for record in records:
            for field in fields:
                value = getattr(record, field)
                for text in value if isinstance(value, tuple) else (value,):
                    if text:
                        yield record, field, text


def _people_by_other_language(scope: Scope, groups: Limit) -> dict[str, list[Person]]:
    """The people of the rule's groups whose language is not among the visit's."""
    people: dict[str, list[Person]] = {}
    for group in ("guests", "staff"):
        for person in getattr(scope.visit, group) if group in groups.words else ():
            if person.language and person.language not in scope.visit.languages:
                people.setdefault(person.language, []).append(person)
    return people
