"""The served copy of a page: the page as it lies on disk, and a script that keeps it current."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from html import escape, unescape
from importlib.resources import files

from generator import vocabulary
from generator.settings import PREVIEW_ADDRESS

SCRIPT = "/-/live.js"
EVENTS = "/-/events"
MISSING = "none"
"""The version of a page that is not there."""

_POLICY = re.compile(
    r'(?<=<meta http-equiv="Content-Security-Policy" content=")[^"]*(?=")', re.IGNORECASE
)
_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)


def version_of(content: bytes | None) -> str:
    """What tells a page on disk from another edition of it."""
    return hashlib.sha256(content).hexdigest()[:16] if content is not None else MISSING


def served_copy(content: bytes, nonce: str, guest_url: str | None) -> bytes:
    """A page with the script that reloads it. The page's own policy is widened for just this script
    and for asking this server; links to cards lead to the ones served here.
    """
    text = content.decode("utf-8", errors="replace")
    for address in (PREVIEW_ADDRESS, guest_url):
        if address:
            text = text.replace(f'href="{address.rstrip("/")}/', 'href="/guests/')
    head, end, rest = text.partition("</head>")
    head = _POLICY.sub(lambda found: _widened(found[0], nonce), head, count=1)
    # As early as can be, so that no other script finds what this one hides; but behind the policy,
    # which counts for what follows it, and behind the encoding.
    policy = _POLICY.search(head)
    at = head.index(">", policy.end()) + 1 if policy else _start_of(head)
    tag = f'<script src="{SCRIPT}" nonce="{nonce}" data-version="{version_of(content)}"></script>'
    return f"{head[:at]}{tag}{head[at:]}{end}{rest}".encode("utf-8", errors="replace")


def lost_page(language: str) -> bytes:
    """The page that stands where none is, until one is."""
    word = vocabulary.words_under("serve", language)
    said = {key: escape(text) for key, text in word.items()}
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{said['lost']}</title><link rel='icon' href='data:,'>"
        f"<style>{_resource('lost.css')}</style>"
        f'<script src="{SCRIPT}" data-version="{MISSING}"></script></head>'
        f"<body><main><h1>{said['lost']}</h1><p>{said['lost_help']}</p>"
        f'<p><a href="/handbook/">{said["to_handbook"]}</a></p></main></body></html>'
    ).encode()


def live_script() -> bytes:
    """The script of every served copy."""
    return _resource("live.js").encode("utf-8")


def panel_style() -> str:
    """How the errors look that stand over a page."""
    return _resource("panel.css")


def _start_of(head: str) -> int:
    """Where a page's head begins."""
    found = _HEAD.search(head)
    return found.end() if found else 0


def _widened(policy: str, nonce: str) -> str:
    """A policy, as it stands in an attribute, that lets one script more run, and ask this host."""
    said = [each.split() for each in unescape(policy).split(";") if each.strip()]
    directives = {name: [value for value in values if value != "'none'"] for name, *values in said}
    own = {"script-src": f"'nonce-{nonce}'", "connect-src": "'self'"}
    for name, source in own.items():
        directives[name] = [*directives.get(name, ()), source]
    parts = (" ".join((name, *(values or ["'none'"]))) for name, values in directives.items())
    return escape("; ".join(parts))


@cache
def _resource(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
