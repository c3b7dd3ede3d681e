"""The page around a card's content: one file, no other request, nothing that names a person."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from jinja2 import Template
from markupsafe import Markup

from generator import vocabulary
from generator.model.visit import Appearance
from generator.render.card.colours import NIGHT, PAPER, legible_on
from generator.render.card.content import CardContent, environment

_START = "startCard();keepOffline()"
_OPEN = "openSealed();keepOffline()"
_ASK = "openSealed(askDigits);keepOffline()"
_OPENING = {_START: (), _OPEN: ("open.js",), _ASK: ("open.js", "digits.js")}
"""How a card starts, and the bundles that open it."""


@dataclass(frozen=True, slots=True)
class CardShell:
    """What a page shows outside the seal: the visit's languages and look, nothing of the person.

    `staff` is whether the page has the styles and scripts of staff cards.
    """

    languages: tuple[str, ...]
    appearance: Appearance
    staff: bool = False


MARK = '<meta name="reception" content="card">'
"""Cards, and notices in their place, carry it; the service worker keeps no page without it."""
FIRST_PAGE_MARK = '<meta name="reception" content="first page">'
"""The mark of the microsite's first page, which is kept at its own address only."""

_BOUND_TO, _SEALED = Markup("<!--bound to-->"), Markup("<!--sealed-->")
"""Mark the places of what differs from one sealed page to the next."""
MESSAGES = ("no-key", "cut", "wrong-key", "no-crypto")
"""The messages that a sealed page may show instead of its content."""
ASKING = ("no-key", "cut", "wrong-digits", "no-crypto", "digits")
"""The same of a page with a second factor: it cannot know whether key or digits are wrong."""


def plain_page(content: CardContent) -> str:
    """The card as a page that anyone who has its address can read."""
    return page(
        content.html,
        content.language,
        content.direction,
        content.appearance,
        script=_script_of(_START, staff=content.staff),
        mark=MARK,
        styles=_styles_of(staff=content.staff),
    )


def sealed_page(shell: CardShell, sealed: bytes, bound_to: str, rounds: int = 0) -> str:
    """The card as a page that only the key in its address opens.

    `bound_to` is the text to which the sealed bytes are bound; it names nobody. With `rounds` the
    page also asks for the last digits of the reader's telephone, and stretches them in so many
    rounds.
    """
    before, between, after = _around_sealed(shell, rounds)
    return f"{before}{bound_to}{between}{base64.b64encode(sealed).decode('ascii')}{after}"


@lru_cache(maxsize=64)
def _around_sealed(shell: CardShell, rounds: int) -> tuple[str, str, str]:
    """What all sealed pages of a shell have before, between and after the text and the bytes."""
    html = page(
        body_template("sealed.html.j2").render(
            sealed=_SEALED,
            bound_to=_BOUND_TO,
            views=words_in(shell.languages, "sealed"),
            messages=ASKING if rounds else MESSAGES,
            rounds=rounds,
        ),
        shell.languages[0],
        vocabulary.catalog(shell.languages[0]).direction,
        shell.appearance,
        script=_script_of(_ASK if rounds else _OPEN, staff=shell.staff),
        mark=MARK,
        styles=_styles_of(staff=shell.staff, asks=bool(rounds)),
    )
    before, _, rest = html.partition(_BOUND_TO)
    between, _, after = rest.partition(_SEALED)
    return before, between, after


def notice_page(shell: CardShell, what: str) -> str:
    """A page in place of a card that is `revoked` or `ended`, with whom to ask.

    A phone that kept the card replaces it by this page.
    """
    views = words_in(shell.languages, "sealed")
    return page(
        body_template("notice.html.j2").render(views=views, what=what),
        shell.languages[0],
        vocabulary.catalog(shell.languages[0]).direction,
        shell.appearance,
        script=f"{bundle('notice.js')}\nkeepOffline();forgetDigits()",
        mark=MARK,
    )


def lost_page(shell: CardShell) -> str:
    """The page for a missing address: it leads a damaged one to its card, or says what to do."""
    views = words_in(shell.languages, "sealed")
    return page(
        body_template("notice.html.j2").render(views=views, what="lost"),
        shell.languages[0],
        vocabulary.catalog(shell.languages[0]).direction,
        shell.appearance,
        script=f"{bundle('lost.js')}\nfindCard()",
    )


def page(
    body: str,
    language: str,
    direction: str,
    appearance: Appearance,
    *,
    script: str,
    mark: str = "",
    styles: tuple[str, ...] = ("card.css",),
) -> str:
    """A complete page: `body` is safe HTML, `script` runs under the page's own policy."""
    style = card_style(appearance.accent, styles)
    return _template().render(
        body=body,
        language=language,
        direction=direction,
        policy=policy(style, script),
        title=vocabulary.word("card.page_title", language),
        description=vocabulary.word("card.page_description", language),
        style=style,
        script=script,
        mark=mark,
    )


@cache
def policy(style: str, script: str) -> str:
    """A Content-Security-Policy that allows only this page's style and script."""
    return (
        f"default-src 'none'; img-src data:; style-src {_hash(style)}; "
        f"script-src {_hash(script) if script else _NONE}; worker-src 'self'; "
        f"base-uri 'none'; form-action 'none'"
    )


@cache
def card_style(accent: str, styles: tuple[str, ...] = ("card.css",)) -> str:
    """Style sheets of the cards, minified, in a visit's colour."""
    return in_colour("".join(map(bundle, styles)), accent)


def in_colour(css: str, accent: str) -> str:
    """A style sheet with an accent that can be read by day and by night."""
    css = css.replace("ACCENT_ON_PAPER", legible_on(accent, PAPER))
    return css.replace("ACCENT_ON_NIGHT", legible_on(accent, NIGHT))


def worker_script() -> str:
    """The service worker that keeps opened cards on the phone."""
    return bundle("sw.js")


@cache
def _script_of(start: str, *, staff: bool) -> str:
    """The script of a card: its bundles, then how it starts."""
    bundles = ("card.js", "staff.js") if staff else ("card.js",)
    return "\n".join((*map(bundle, (*bundles, *_OPENING[start])), start))


def _styles_of(*, staff: bool, asks: bool = False) -> tuple[str, ...]:
    return (
        "card.css",
        *(("staff.css",) if staff else ()),
        *(("digits.css",) if asks else ()),
    )


@cache
def bundle(name: str, package: str = __package__) -> str:
    """A minified file of scripts or styles, without its first line, which lists its sources."""
    text = files(package).joinpath("assets", "minified", name).read_text("utf-8")
    return text.partition("\n")[2].strip()


@cache
def words_in(languages: tuple[str, ...], prefix: str) -> list[dict[str, object]]:
    """The phrases under a prefix in each language, with its code and direction."""
    return [
        {
            "language": language,
            "direction": vocabulary.catalog(language).direction,
            "word": vocabulary.words_under(prefix, language),
        }
        for language in languages
    ]


@cache
def body_template(name: str) -> Template:
    """The template of what is inside a page."""
    return environment().get_template(name)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def asset(name: str) -> str:
    """The text of a file under assets/."""
    return files(__package__).joinpath("assets", name).read_text("utf-8")


@cache
def _template() -> Template:
    return environment().get_template("page.html.j2")


_NONE = "'none'"
