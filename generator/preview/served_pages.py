"""Serves a copy of each page: the page on disk with a script that reloads it when it differs."""

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
"""The version of a page that does not exist."""

_POLICY = re.compile(
    r'(?<=<meta http-equiv="Content-Security-Policy" content=")[^"]*(?=")', re.IGNORECASE
)
_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)


def version_of(content: bytes | None) -> str:
    """Return 16 characters that differ with the page's content."""
    return hashlib.sha256(content).hexdigest()[:16] if content is not None else MISSING


def served_page(content: bytes, nonce: str, guest_url: str | None) -> bytes:
    """Return a page with the script that reloads it.

    The page's own policy permits this script, by its `nonce`, and requests to this server. Links to
    cards at `guest_url` lead to the cards served here.
    """
    text = content.decode("utf-8", errors="replace")
    for address in (PREVIEW_ADDRESS, guest_url):
        if address:
            text = text.replace(f'href="{address.rstrip("/")}/', 'href="/guests/')
    head, end, rest = text.partition("</head>")
    head = _POLICY.sub(lambda match: _widened(match[0], nonce), head, count=1)
    # As early as possible, so that no other script sees what this one hides; but after the policy,
    # which applies to what follows it, and after the encoding.
    policy = _POLICY.search(head)
    at = head.index(">", policy.end()) + 1 if policy else _start_of(head)
    tag = f'<script src="{SCRIPT}" nonce="{nonce}" data-version="{version_of(content)}"></script>'
    return f"{head[:at]}{tag}{head[at:]}{end}{rest}".encode("utf-8", errors="replace")


def missing_page(language: str) -> bytes:
    """Return the page that is served where there is none; it reloads once there is one."""
    texts = vocabulary.words_under("serve", language)
    words = {key: escape(text) for key, text in texts.items()}
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{words['lost']}</title><link rel='icon' href='data:,'>"
        f"<style>{_resource('missing.css')}</style>"
        f'<script src="{SCRIPT}" data-version="{MISSING}"></script></head>'
        f"<body><main><h1>{words['lost']}</h1><p>{words['lost_help']}</p>"
        f'<p><a href="/handbook/">{words["to_handbook"]}</a></p></main></body></html>'
    ).encode()


def live_script() -> bytes:
    """Return the script of every served page."""
    return _resource("live.js").encode("utf-8")


def panel_style() -> str:
    """Return the style of the panel that shows the errors over a page."""
    return _resource("panel.css")


def _start_of(head: str) -> int:
    """Return the position at which a page's head begins."""
    match = _HEAD.search(head)
    return match.end() if match else 0


def _widened(policy: str, nonce: str) -> str:
    """Return a policy, as an attribute's value, that permits one more script and its requests."""
    parsed = [part.split() for part in unescape(policy).split(";") if part.strip()]
    directives = {
        name: [value for value in values if value != "'none'"] for name, *values in parsed
    }
    more = {"script-src": f"'nonce-{nonce}'", "connect-src": "'self'"}
    for name, source in more.items():
        directives[name] = [*directives.get(name, ()), source]
    parts = (" ".join((name, *(values or ["'none'"]))) for name, values in directives.items())
    return escape("; ".join(parts))


@cache
def _resource(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
