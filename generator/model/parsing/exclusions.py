"""All but some: 全体来宾（除张伟）, 除张伟、李四外全体来宾, 全体来宾，张伟除外, all except 张伟.

In each of these forms, people are excluded from the name before them, or from the name after them
where there is none before. `excluding()` writes the one form that the program itself uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.model.parsing.values import split_list

_EXCEPT = r"(?:除了?|\bexcept(?:\s+for)?\b)"
_END = r"[以之]?外"
_EXCLUSION = re.compile(
    rf"\(\s*{_EXCEPT}(?P<within>[^()]*)\)|\((?P<without>[^()除]+)除外\s*\)|(?P<before>除外)"
    rf"|{_EXCEPT}(?P<after>[^()除]+?)(?:{_END}(?=[\s、,，;；]|$)|(?=除)|$)",
    re.IGNORECASE,
)
_EXCLUSION_FIRST = re.compile(
    rf"^\s*{_EXCEPT}(?P<excluded>[^()除]+?){_END}的?[\s、,，]*(?P<group>[^()除\s、,，;；]+)",
    re.IGNORECASE,
)
# Only brackets around an exclusion: a foreign name may have such brackets of its own.
_SQUARE_BRACKETS = re.compile(
    rf"[\[【](?P<inner>\s*{_EXCEPT}[^][【】]*|[^][【】除]+除外\s*)[]】]", re.IGNORECASE
)
_ENDING = re.compile(rf"{_END}\s*$")
_OWN_FORM = re.compile(r"(?P<group>.*)（除(?P<excluded>[^（）]+)）", re.DOTALL)
_BRACKETS = str.maketrans("（）", "()")


def excluding(group: str, excluded: Iterable[str]) -> str:
    """`全体来宾（除张伟、李四）`; `group` alone where nobody is excluded."""
    names = "、".join(excluded)
    return f"{group}（除{names}）" if names else group


def exclusion_in(text: str) -> tuple[str, list[str]] | None:
    """The group and the excluded names in a text made by `excluding()`; None for another text."""
    match = _OWN_FORM.fullmatch(text)
    return (match["group"], match["excluded"].split("、")) if match else None


def mentions_exclusion(text: str) -> bool:
    """Whether `text` has a word that may exclude somebody."""
    return re.search(_EXCEPT, text, re.IGNORECASE) is not None


def split_exclusions(texts: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Each name in `texts`, with the names that are excluded from it.

    The first name is empty where the text names only who is excluded. An excluded name is empty
    where the text names nobody after a word such as 除.
    """
    groups: list[tuple[str, list[str]]] = []
    for text in texts:
        content, start = _group_first(text) if not groups else _with_round_brackets(text), 0
        for match in _EXCLUSION.finditer(content):
            names = _names(content[start : match.start()])
            excluded = _names(match["within"] or match["without"] or match["after"] or "")
            if match["before"]:
                # 全体来宾，张伟除外: the others are excluded from the first name.
                first = 0 if groups or len(names) == 1 else 1
                names, excluded = names[:first], names[first:]
            groups += [(name, []) for name in names] or ([] if groups else [("", [])])
            groups[-1][1].extend(excluded or [""])
            start = match.end()
        groups += [(name, []) for name in _names(content[start:])]
    return groups


def _group_first(text: str) -> str:
    """`text` with the excluded names after the group: 全体来宾(除张伟) for 除张伟外全体来宾."""
    return _EXCLUSION_FIRST.sub(r"\g<group>(除\g<excluded>)", _with_round_brackets(text))


def _with_round_brackets(text: str) -> str:
    """`text` with ASCII round brackets around each exclusion in brackets."""
    return _SQUARE_BRACKETS.sub(r"(\g<inner>)", text.translate(_BRACKETS))


def _names(text: str) -> list[str]:
    parts = split_list(_ENDING.sub("", text))
    return [part.strip() for part in parts]  # type: ignore[attr-defined]
