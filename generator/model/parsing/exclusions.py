"""All but some: 全体来宾（除张伟）, 除张伟、李娜外全体来宾, 全体来宾，张伟除外, all except 张伟.

However it is written, an exception belongs to the name before it, or to the one behind where none
goes before; and it is said in one way: `but()`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.model.parsing.values import split_list

_BUT = r"(?:除了?|\bexcept(?:\s+for)?\b)"
_OVER = r"[以之]?外"
_EXCEPTION = re.compile(
    rf"\(\s*{_BUT}(?P<within>[^()]*)\)|\((?P<without>[^()除]+)除外\s*\)|(?P<before>除外)"
    rf"|{_BUT}(?P<after>[^()除]+?)(?:{_OVER}(?=[\s、,，;；]|$)|(?=除)|$)",
    re.IGNORECASE,
)
_FIRST = re.compile(
    rf"^\s*{_BUT}(?P<those>[^()除]+?){_OVER}的?[\s、,，]*(?P<whole>[^()除\s、,，;；]+)",
    re.IGNORECASE,
)
# Only those around an exception: a foreign name may have such brackets of its own.
_SQUARE = re.compile(
    rf"[\[【](?P<inner>\s*{_BUT}[^][【】]*|[^][【】除]+除外\s*)[]】]", re.IGNORECASE
)
_ENDING = re.compile(rf"{_OVER}\s*$")
_SAID = re.compile(r"(?P<whole>.*)（除(?P<those>[^（）]+)）", re.DOTALL)
_BRACKETS = str.maketrans("（）", "()")


def excluding(whole: str, those: Iterable[str]) -> str:
    """`全体来宾（除张伟、李娜）`; `whole` alone where nobody is left out."""
    left_out = "、".join(those)
    return f"{whole}（除{left_out}）" if left_out else whole


def exclusion_in(said: str) -> tuple[str, list[str]] | None:
    """The whole and those left out, of a text made by `but`; None of any other."""
    match = _SAID.fullmatch(said)
    return (match["whole"], match["those"].split("、")) if match else None


def mentions_exclusion(text: str) -> bool:
    """Whether `text` may leave somebody out."""
    return re.search(_BUT, text, re.IGNORECASE) is not None


def split_exclusions(texts: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Each name in `texts`, with those who are left out of it; an empty name where they are left
    out of nobody, and an empty name among those where a word leaves out nobody.
    """
    found: list[tuple[str, list[str]]] = []
    for text in texts:
        plain, after = _in_order(text) if not found else _in_brackets(text), 0
        for match in _EXCEPTION.finditer(plain):
            names = _names(plain[after : match.start()])
            those = _names(match["within"] or match["without"] or match["after"] or "")
            if match["before"]:
                # 全体来宾，张伟除外: the first name is what the others are left out of.
                first = 0 if found or len(names) == 1 else 1
                names, those = names[:first], names[first:]
            found += [(name, []) for name in names] or ([] if found else [("", [])])
            found[-1][1].extend(those or [""])
            after = match.end()
        found += [(name, []) for name in _names(plain[after:])]
    return found


def _in_order(text: str) -> str:
    """`text` with those who are left out behind the name that they are left out of."""
    return _FIRST.sub(r"\g<whole>(除\g<those>)", _in_brackets(text))


def _in_brackets(text: str) -> str:
    """`text` with each exception's brackets in one form."""
    return _SQUARE.sub(r"(\g<inner>)", text.translate(_BRACKETS))


def _names(text: str) -> list[str]:
    parts = split_list(_ENDING.sub("", text))
    return [part.strip() for part in parts]  # type: ignore[attr-defined]
