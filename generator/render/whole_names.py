"""Names and plates in one piece in HTML, and texts that are written leftwards apart from others."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DOTTED = r"[（(“]?\w+(?:·\w+)+[，、。；：）)”]*"
_ARABIC_OR_HEBREW = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_LEFTWARDS = rf"[{_ARABIC_OR_HEBREW}](?:[\s{_ARABIC_OR_HEBREW}]*[{_ARABIC_OR_HEBREW}])?"
_PIECE = re.compile(f"{_DOTTED}|{_LEFTWARDS}")
"""`帕提古丽·买买提江`, `省A·00001`, `وفد القاهرة`."""
_MARK = re.compile(f"[·{_ARABIC_OR_HEBREW}]")
"""A character that every such piece has: text without it need not be searched."""
_UNCHANGED = '<pre id="calendar"'
"""Where a card's calendar begins, which is no text to read."""


def with_whole_names(html: str) -> str:
    """Return HTML with each name and plate with dots, and each text written leftwards, in a `bdi`.

    A style sheet makes a `bdi` one block in its line: it is not broken where a line has room for
    it; the marks at its ends are in it, or they would begin and end lines by themselves. What is
    beside it does not change its direction. An element with no other text needs none.
    """
    end = html.find(_UNCHANGED)
    body, rest = (html, "") if end < 0 else (html[:end], html[end:])
    return "".join(_pieces(body)) + rest


def _pieces(html: str) -> Iterator[str]:
    done = searched = 0
    for mark in _MARK.finditer(html):
        at = mark.start()
        text = html.rfind(">", 0, at) + 1
        is_in_tag = html.find("<", text, at) >= 0
        if at < searched or is_in_tag:
            continue
        tag = html.find("<", at)
        searched = len(html) if tag < 0 else tag
        for match in _PIECE.finditer(html, text, searched):
            start, stop = match.span()
            is_whole = html[start - 1 : start] == ">" and html[stop : stop + 2].lstrip()[:1] == "<"
            if not is_whole:
                yield f"{html[done:start]}<bdi>{match.group()}</bdi>"
                done = stop
    yield html[done:]
