"""A microsite's first page: a greeting and how to use the card. It names nobody.

The QR code of a roll call opens it. Its script saves the tally in the address on the phone, where
the reader's card finds it.
"""

from __future__ import annotations

from generator import vocabulary
from generator.agenda.views import VisitFacts
from generator.render.card.content import environment
from generator.render.card.envelope import FIRST_PAGE_MARK, bundle, page
from generator.render.words.days import full_range
from generator.render.words.spelling import note_text, title_text

STYLES = ("card.css", "landing.css")


def landing_page(facts: VisitFacts) -> str:
    """The landing page of a visit's microsite, in each of its languages one below the other."""
    known = vocabulary.languages()
    languages = [code for code in facts.languages if code in known] or ["zh"]
    views = [_view(facts, code) for code in languages]
    first = languages[0]
    tally = vocabulary.words_under("roll_landing", first)
    body = (
        environment()
        .get_template("landing.html.j2")
        .render(views=views, visit=facts.slug, tally=tally)
    )
    direction = vocabulary.catalog(first).direction
    script = bundle("landing.js")
    return page(
        body, first, direction, facts.appearance, script=script, mark=FIRST_PAGE_MARK, styles=STYLES
    )


def _view(facts: VisitFacts, language: str) -> dict[str, object]:
    return {
        "language": language,
        "direction": vocabulary.catalog(language).direction,
        "emblem": facts.appearance.emblem or title_text(facts.host, language)[:1],
        "title": title_text(facts.title, language),
        "host": title_text(facts.host, language),
        "dates": full_range(facts.start, facts.end, language),
        "greeting": note_text(facts.greeting, language),
        "word": vocabulary.words_under("landing", language),
    }
