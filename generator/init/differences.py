"""What differs between two versions of a page: the figures of its limits, and its sections.

A third version, the office's own, shows which of these the office has edited too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import yaml

from generator.load.files import decode

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.S | re.M)
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*(?:\{[ \t]*:?[ \t]*#([\w-]+)[^}]*\})?[ \t]*$")
_ANCHOR = re.compile(r"^\{[ \t]*:?[ \t]*#([\w-]+)[ \t]*\}[ \t]*$")
_FENCE = re.compile(r"^[ \t]*(```|~~~)")
_PARTS_OF_LIMITS = ("value", "words", "except", "table", "clause")

Figure = str | tuple[str, ...]
"""A number, a clause, or a list of words, as the page has it."""


class Change(StrEnum):
    """How something of a page differs in the newer version."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure of a limit that differs.

    `part` is `value`, `words`, `except`, `clause` or a line of its table; `begins` the day from
    which it applies, "" if none is given. `title` is the heading of its clause. `former`, `new` and
    `own` are None where a version has no such figure; `own` is the office's.
    """

    limit: str
    part: str
    begins: str
    title: str
    former: Figure | None
    new: Figure | None
    own: Figure | None


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section, by its heading, or a setting by its name; whether the office has edited it too."""

    title: str
    change: Change
    edited_here: bool


@dataclass(frozen=True, slots=True)
class PageDifferences:
    """What the newer version of a page changes.

    `fields` are the names of what else differs in its front matter. `own_unread` is whether the
    front matter of the office's version cannot be read, so that its figures are not known.
    """

    figures: tuple[FigureChange, ...] = ()
    sections: tuple[SectionChange, ...] = ()
    fields: tuple[str, ...] = ()
    own_unread: bool = False


@dataclass(frozen=True, slots=True)
class _Page:
    front: Mapping[str, Any] | None
    sections: Mapping[str, tuple[str, str]]
    """The heading and the text of each section, by its anchor, or by its heading if it has none."""
    titles: Mapping[str, str]
    """The heading above each anchor."""


def plain_text(content: bytes) -> str | None:
    """The text of a file without what an editor changes when it saves: None if it is no text.

    That is the encoding, a byte order mark, the ends of lines and white space at the end.
    """
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    text, _ = decode(content, "")
    return None if text is None else re.sub(r"\r\n?", "\n", text).rstrip() + "\n"


def has_same_text(one: bytes | None, other: bytes | None) -> bool:
    """Whether two files differ at most in what an editor changes when it saves."""
    if one is None or other is None or one == other:
        return one == other
    text = plain_text(one)
    return text is not None and text == plain_text(other)


def has_same_data(one: bytes, other: bytes) -> bool:
    """Whether two pages have the same front matter, which visits may take data from."""
    return _front_matter(_split(one)[0]) == _front_matter(_split(other)[0])


def title_of(content: bytes) -> str:
    """The first heading of a page; empty if there is none."""
    _, text = _split(content)
    return next((title for title, _, _ in _sections_in(text) if title), "")


def page_differences(former: bytes, new: bytes, own: bytes | None = None) -> PageDifferences:
    """The changes from the page `former` to `new`, and how the office's `own` page differs."""
    before, after = _page(former), _page(new)
    here = _page(own) if own is not None else None
    return PageDifferences(
        tuple(_figure_changes(before, after, here)),
        tuple(_section_changes(before, after, here)),
        tuple(_changed_fields(before.front or {}, after.front or {})),
        own_unread=here is not None and here.front is None and after.front is not None,
    )


def setting_differences(former: bytes, new: bytes, own: bytes | None = None) -> PageDifferences:
    """The changes from the settings `former` (YAML) to `new`, by the names of the settings.

    The navigation is left out: new pages enter it without a change of the settings.
    """
    before, after = _settings(former), _settings(new)
    here = _settings(own) if own is not None else {}
    names = [
        name
        for name in before.keys() | after.keys()
        if name != "nav" and before.get(name) != after.get(name)
    ]
    sections = tuple(
        SectionChange(
            name,
            _change(before.get(name), after.get(name)),
            own is not None and here.get(name) != before.get(name),
        )
        for name in sorted(names)
        if own is None or here.get(name) != after.get(name)
    )
    return PageDifferences(sections=sections)


def _page(content: bytes) -> _Page:
    front, text = _split(content)
    sections: dict[str, tuple[str, str]] = {}
    titles: dict[str, str] = {}
    for title, anchors, body in _sections_in(text):
        key = anchors[0] if anchors else title
        number = sum(known == key or known.startswith(f"{key} (") for known in sections)
        sections[f"{key} ({number})" if number else key] = title, body
        titles |= dict.fromkeys(anchors, title)
    return _Page(_front_matter(front), sections, titles)


def _split(content: bytes) -> tuple[str, str]:
    """The front matter of a page as it is written, "" if there is none, and the text below it."""
    text = plain_text(content) or ""
    match = _FRONT_MATTER.match(text)
    return (match[1], text[match.end() :]) if match else ("", text)


def _front_matter(written: str) -> Mapping[str, Any] | None:
    """The fields of front matter; None where there are none, or where they cannot be read."""
    try:
        # Every value as it is written: 1.50 and 0812 are no numbers here.
        loaded = yaml.load(written, yaml.BaseLoader)
    except yaml.YAMLError:
        return None
    return loaded if isinstance(loaded, dict) else None


def _sections_in(text: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """The heading, the anchors and the text of each section; what is above the first has none."""
    title, in_code = "", False
    anchors: list[str] = []
    lines: list[str] = []
    for line in text.splitlines():
        if _FENCE.match(line):
            in_code = not in_code
        heading = None if in_code else _HEADING.match(line)
        if heading:
            if title or "".join(lines).strip():
                yield title, tuple(anchors), "\n".join(lines).strip()
            title, lines = heading[2], []
            anchors = [heading[3]] if heading[3] else []
        else:
            lines.append(line)
            if anchor := _ANCHOR.match(line):
                anchors.append(anchor[1])
    if title or "".join(lines).strip():
        yield title, tuple(anchors), "\n".join(lines).strip()


def _section_changes(before: _Page, after: _Page, here: _Page | None) -> Iterator[SectionChange]:
    own = here.sections if here else {}
    for key in {**after.sections, **before.sections}:
        former, new = before.sections.get(key), after.sections.get(key)
        if former == new or (here and own.get(key) == new):
            continue
        title, _ = new or former or ("", "")
        edited = here is not None and own.get(key) != former
        yield SectionChange(title, _change(former, new), edited)


def _figure_changes(before: _Page, after: _Page, here: _Page | None) -> Iterator[FigureChange]:
    former, new = _figures(before.front), _figures(after.front)
    own = _figures(here.front) if here else {}
    titles = {**before.titles, **after.titles}
    for key in {**new, **former}:
        if former.get(key) != new.get(key):
            name, part, begins = key
            title = titles.get(name.replace("_", "-"), "")
            yield FigureChange(
                name, part, begins, title, former.get(key), new.get(key), own.get(key)
            )


def _changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for name in {**before, **after}:
        former, new = before.get(name), after.get(name)
        if name == "clauses":
            yield from _changed_fields(former or {}, new or {})
        elif name != "limits" and former != new:
            yield name


def _figures(front: Mapping[str, Any] | None) -> dict[tuple[str, str, str], Figure]:
    """The figures of a rule page: by limit, part and the day from which it applies."""
    limits = (front or {}).get("limits")
    figures: dict[tuple[str, str, str], Figure] = {}
    for name, written in limits.items() if isinstance(limits, dict) else ():
        for version in written if isinstance(written, list) else [written]:
            if isinstance(version, dict):
                begins = str(version.get("from") or "")
                for part in _PARTS_OF_LIMITS:
                    for line, figure in _figures_of(part, version.get(part)):
                        figures[name, line, begins] = figure
    return figures


def _figures_of(part: str, value: object) -> Iterator[tuple[str, Figure]]:
    if isinstance(value, dict):
        yield from ((str(line), str(figure)) for line, figure in value.items())
    elif isinstance(value, list):
        yield part, tuple(map(str, value))
    elif value is not None:
        yield part, str(value)


def _settings(content: bytes) -> dict[str, object]:
    """The settings by dotted name; lists stay whole, except those of plugins and extensions."""
    try:
        loaded = yaml.load(plain_text(content) or "", yaml.BaseLoader)
    except yaml.YAMLError:
        return {}
    return dict(_named_settings(loaded, "")) if isinstance(loaded, dict) else {}


def _named_settings(value: object, name: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, list) and name in {"plugins", "markdown_extensions"}:
        value = {
            key: item
            for entry in value
            for key, item in (entry.items() if isinstance(entry, dict) else [(entry, "")])
        }
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from _named_settings(item, f"{name}.{key}" if name else str(key))
    else:
        yield name, value


def _change(former: object, new: object) -> Change:
    if former is None:
        return Change.ADDED
    return Change.REMOVED if new is None else Change.CHANGED
