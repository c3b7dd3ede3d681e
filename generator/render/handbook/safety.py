"""Safe HTML for the handbook's pages: no active content, and a Content-Security-Policy."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from html import unescape
from html.parser import HTMLParser

import nh3

from generator.load.pages import ALLOWED_SCHEMES, ALLOWED_TAGS, is_foreign

_ATTRIBUTES = {
    "*": {"class", "id", "title", "lang", "dir", "role", "hidden"},
    "a": {"href", "name"},
    "abbr": {"title"},
    "col": {"span"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height", "loading"},
    "input": {"type", "checked", "disabled"},
    "label": {"for"},
    "li": {"value"},
    "ol": {"start", "type", "reversed"},
    "td": {"colspan", "rowspan", "headers", "align", "style"},
    "th": {"colspan", "rowspan", "headers", "align", "style", "scope"},
    "time": {"datetime"},
}
_OF_THE_THEME = re.compile(r"__(?!codelineno|span)")
"""Ids that the theme's script uses."""
_INLINE_SCRIPT = re.compile(r"<script(?P<about>[^>]*)>(?P<script>.*?)</script>", re.DOTALL)
_ROOT = re.compile(r'(?<=new URL\(")[./]*(?=",location\))|(?<=new URL\(")/[^"]*(?=",location\))')
_SELF = "'self'"
_CLOSED = "object-src 'none'; base-uri 'none'; form-action 'self'"


def cleaned(html: str) -> tuple[str, tuple[str, ...]]:
    """A page's HTML without active content, and the names of the parts removed: `onclick`.

    HTML comments stay: they are placeholders of generated blocks.
    """
    safe = nh3.clean(
        html,
        tags=set(ALLOWED_TAGS),
        clean_content_tags={"script", "style", "template", "noscript"},
        attributes=_ATTRIBUTES,
        attribute_filter=_safe_attribute,
        strip_comments=False,
        link_rel=None,
        generic_attribute_prefixes={"aria-", "data-search-"},
        url_schemes=set(ALLOWED_SCHEMES),
        filter_style_properties={"text-align"},
    )
    return safe, _removed(html, safe)


def policy(page: str, scripts: frozenset[str]) -> str:
    """The `<meta>` with the Content-Security-Policy of a page.

    The theme's inline scripts, `scripts`, may run, each by its hash; no other script may. Drawings
    have a width as a style attribute; in the HTML of standing pages only `text-align` is allowed.
    """
    hashes = {
        _hash(script): None for script in _scripts_of(page) if _without_root(script) in scripts
    }
    directives = (
        f"default-src 'self'; script-src {' '.join((_SELF, *hashes))}; "
        f"style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; {_CLOSED}"
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{directives}">'


def inline_scripts(page: str) -> frozenset[str]:
    """The inline scripts of a page, without the path to the root, which differs by page."""
    return frozenset(map(_without_root, _scripts_of(page)))


def _scripts_of(page: str) -> list[str]:
    matches = _INLINE_SCRIPT.finditer(page)
    return [match["script"] for match in matches if _is_script(match["about"])]


def _without_root(script: str) -> str:
    """A script without the path to the handbook's root, which differs by page."""
    return _ROOT.sub("", script, count=1)


def _is_script(about: str) -> bool:
    """Whether a script element of these attributes is an inline script, and not data."""
    return "src=" not in about and "application/json" not in about


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _safe_attribute(tag: str, name: str, value: str) -> str | None:
    if tag == "img" and name == "src" and is_foreign(value):
        return None
    if name in {"id", "for"} and _OF_THE_THEME.match(value):
        return None
    return value


def _removed(html: str, safe: str) -> tuple[str, ...]:
    """The names of the elements and attributes of a page that its safe form does not have.

    Nothing was removed where both differ in how characters are written at most; otherwise both are
    parsed, which takes far longer than to clean a page.
    """
    if _written_alike(html) == _written_alike(safe):
        return ()
    return tuple(sorted(_parts(html) - _parts(safe)))


def _written_alike(html: str) -> str:
    return unescape(html.replace(" />", ">"))


class _Names(HTMLParser):
    """Counts a page's elements and their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.names: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names[f"<{tag}>"] += 1
        self.names.update(name for name, _ in attrs if name != "style")


def _parts(html: str) -> Counter[str]:
    names = _Names()
    names.feed(html)
    names.close()
    return names.names
