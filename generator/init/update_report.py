"""An update in words: what the office has to do first, then what has changed and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator import vocabulary
from generator.findings import Finding
from generator.init.differences import Change, FigureChange, SectionChange
from generator.init.history import PageChange
from generator.init.update import OPEN, FileUpdate, Outcome, Update

_MOST_SHOWN = 8
"""How many items of a list are named; the rest are counted."""
_WITH_DETAILS = (Outcome.BESIDE, Outcome.BLOCKED)


def update_lines(update: Update, not_done: Sequence[Finding], language: str) -> Iterator[str]:
    """The report of an update, line by line; `not_done` are the checks that lack a limit."""
    words = _Words(language)
    if update.former_version and update.former_version != update.version:
        yield words("versions", former=update.former_version, new=update.version)
    by_law = sorted((file for file in update.files if file.is_by_law), key=_urgency)
    others = [file for file in update.files if not file.is_by_law]
    if by_law:
        yield words("law", n=len(by_law))
        for file in by_law:
            yield from _described(file, _details(file, words), words, with_outcome=True)
    for outcome in Outcome:
        files = [file for file in others if file.outcome is outcome]
        if files:
            yield words(f"outcome.{outcome}", n=len(files))
            yield from _listed(files, words)
    if not_done:
        yield words("not_done", n=len(not_done))
        for finding in not_done:
            yield f"  {finding.place} {finding.message.in_(language)}"
    if n := sum(file.outcome in OPEN for file in update.files):
        yield words("open", n=n)
    elif not update.files:
        yield words("up_to_date")


def _urgency(file: FileUpdate) -> tuple[int, bool, str]:
    """A sort key: the files that the office has to act on come first, then rules."""
    return list(Outcome).index(file.outcome), not file.path.startswith("docs/rules/"), file.path


class _Words:
    """The words of the report in one language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, key: str, **values: object) -> str:
        return vocabulary.word(f"command.updating.{key}", self._language, **values)

    def some(self, items: Sequence[str]) -> str:
        """The first items of a list, and how many more there are."""
        text = self("comma").join(items[:_MOST_SHOWN])
        more = len(items) - _MOST_SHOWN
        return self("and_more", items=text, n=more) if more > 0 else text


def _listed(files: Sequence[FileUpdate], words: _Words) -> Iterator[str]:
    """The files; those with the same reasons and without details share one list of reasons."""
    details = {file.path: tuple(_details(file, words)) for file in files}
    grouped: dict[tuple[object, ...], list[FileUpdate]] = {}
    for file in files:
        alone = file.path if details[file.path] else ""
        grouped.setdefault((file.reasons, alone), []).append(file)
    for *others, last in grouped.values():
        for file in others:
            yield _name(file, words)
        yield from _described(last, details[last.path], words)


def _described(
    file: FileUpdate, details: Iterable[str], words: _Words, *, with_outcome: bool = False
) -> Iterator[str]:
    yield _name(file, words)
    if with_outcome:
        yield "    " + words(f"done.{file.outcome}", beside=file.beside)
    for reason in file.reasons:
        yield "    " + _reason(reason, words)
    for line in details:
        yield f"    {line}"


def _name(file: FileUpdate, words: _Words) -> str:
    title = file.title
    name = f"  {file.path} {title}" if title else f"  {file.path}"
    moved = words("moved", path=file.own_path) if file.own_path != file.path else ""
    return name + moved


def _reason(reason: PageChange, words: _Words) -> str:
    key = "reason_by_law" if reason.law else "reason"
    return words(key, what=reason.what, why=reason.why, law=reason.law or "")


def _details(file: FileUpdate, words: _Words) -> Iterator[str]:
    """What differs in a page: its figures; fields and sections too if the office edited it."""
    if file.outcome not in (*_WITH_DETAILS, Outcome.FOLLOWED):
        return
    differences = file.differences
    if file.outcome in _WITH_DETAILS and differences.own_unread:
        yield words("own_unread")
    if file.outcome in _WITH_DETAILS and differences.fields:
        yield words("fields", names=words.some(differences.fields))
    figures = [figure for figure in differences.figures if figure.part != "clause"]
    lines = [_figure(figure, file, words) for figure in figures]
    yield from lines[:_MOST_SHOWN]
    if len(lines) > _MOST_SHOWN:
        yield words("more_figures", n=len(lines) - _MOST_SHOWN)
    if file.outcome in _WITH_DETAILS:
        clauses = [_title(figure) for figure in differences.figures if figure.part == "clause"]
        if clauses:
            yield words("clauses", titles=words.some(list(dict.fromkeys(clauses))))
        yield from _sections(differences.sections, file, words)


def _sections(sections: Sequence[SectionChange], file: FileUpdate, words: _Words) -> Iterator[str]:
    for change in Change:
        titles = [
            words("edited_too", title=title) if section.edited_here else title
            for section in sections
            if section.change is change
            for title in [section.title or words("beginning")]
        ]
        if titles:
            kind = "setting" if file.path.endswith(".yml") else "section"
            yield words(f"{kind}.{change}", titles=words.some(titles))


def _figure(figure: FigureChange, file: FileUpdate, words: _Words) -> str:
    label = _title(figure)
    if figure.part not in {"value", "words", "except"}:
        label += f".{figure.part}"
    if figure.begins:
        label = words("from_day", label=label, day=figure.begins)
    if isinstance(figure.former, tuple) or isinstance(figure.new, tuple):
        return _words_of_limit(figure, label, words)
    values = {"label": label, "former": figure.former, "new": figure.new, "own": figure.own}
    if file.former is None:
        values |= {"former": figure.former or words("none"), "new": figure.new or words("none")}
        return words("figure.here", **values)
    if figure.new is None:
        return words("figure.removed", **values)
    kind = "added" if figure.former is None else "changed"
    text = words(f"figure.{kind}", **values)
    if file.outcome is Outcome.FOLLOWED:
        return text
    if figure.own is None:
        return text + words("own.none")
    if figure.own == figure.new:
        return text + words("own.new")
    same = figure.own == figure.former
    return text + words("own.former" if same else "own.other", own=figure.own)


def _words_of_limit(figure: FigureChange, label: str, words: _Words) -> str:
    former, new = _as_list(figure.former), _as_list(figure.new)
    added = [word for word in new if word not in former]
    removed = [word for word in former if word not in new]
    parts = []
    for key, items in (("words_added", added), ("words_removed", removed)):
        if items:
            parts.append(words(key, items=words.some(items)))
    text = words("semicolon").join(parts) or words("reordered")
    kind = "exceptions" if figure.part == "except" else "words"
    return words(f"figure.{kind}", label=label, text=text)


def _as_list(figure: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return figure if isinstance(figure, tuple) else (figure,) if figure else ()


def _title(figure: FigureChange) -> str:
    return f"{figure.title} {figure.limit}" if figure.title else figure.limit
