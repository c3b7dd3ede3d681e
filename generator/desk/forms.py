"""A form for each command, from its own declaration: its arguments and options are the fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import click

from generator import vocabulary

CONFIRM = "yes"
"""The option that answers the question of a command which asks before it acts."""
AT_THE_TERMINAL = frozenset(
    {"init", "serve", "desk", "password", "schema", "guard", "key", "sample"}
)
"""Commands that ask for a passphrase, that start the desk, or that other programs read."""
PASTED = {("attended", "files")}
"""Arguments for files whose text people copy: it is pasted, and the command reads it from there."""
_OF_THE_VISIT = {"slug", "slugs"}
_NOT_ASKED = {CONFIRM, "form"}
"""Options whose answer the desk gives itself: it asks on a page, and shows the text."""


class FieldKind(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHECK = "check"
    CHOICE = "choice"
    CHOICES = "choices"
    PEOPLE = "people"
    TASK = "task"
    PASTE = "paste"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: one argument or option of the command.

    `option` is empty for an argument. `several` values are written one a line. `choices` are the
    values that it can have, each with its name.
    """

    name: str
    option: str
    kind: FieldKind
    label: str
    required: bool
    several: bool
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a command. It `asks` if the command does not act before somebody agrees."""

    command: str
    help: str
    of_visit: bool
    asks: bool
    fields: tuple[Field, ...]

    def arguments(self, slug: str | None, values: Mapping[str, Sequence[str]]) -> list[str]:
        """The arguments of the command, as a terminal has them.

        `values` are the form's, by the names of its fields. Values of other names are ignored.
        """
        options: list[str] = []
        places: list[str] = []
        for field in self.fields:
            if field.kind is FieldKind.PASTE:
                places += ["-"] if self.pasted(values) else []
                continue
            given = [
                text.strip()
                for value in values.get(field.name, ())
                for text in _split(field, value)
            ]
            for value in filter(None, given):
                if field.kind is FieldKind.CHECK:
                    options.append(field.option)
                elif field.option:
                    options.append(f"{field.option}={value}")
                else:
                    places.append(value)
        visit = [slug] if self.of_visit and slug else []
        # Behind the two dashes, a name that begins with a dash is no option.
        return [self.command, *options, *(["--", *visit, *places] if visit or places else [])]

    def pasted(self, values: Mapping[str, Sequence[str]]) -> str:
        """The text that was pasted, which the command reads; empty where there is none."""
        pasted = (f.name for f in self.fields if f.kind is FieldKind.PASTE)
        return "\n".join(text for name in pasted for text in values.get(name, ()) if text.strip())


def forms_of(commands: click.Group, language: str) -> tuple[Form, ...]:
    """The forms of all commands that need no terminal, in their order of use."""
    listed = commands.commands.items()
    return tuple(_form(name, c, language) for name, c in listed if name not in AT_THE_TERMINAL)


def _form(name: str, command: click.Command, language: str) -> Form:
    names = {parameter.name for parameter in command.params}
    return Form(
        command=name,
        help=vocabulary.word(f"command.help.{name}", language),
        of_visit=name != "new" and bool(names & _OF_THE_VISIT),
        asks=CONFIRM in names,
        fields=tuple(_fields(name, command, language)),
    )


def _fields(name: str, command: click.Command, language: str) -> Iterator[Field]:
    for parameter in command.params:
        key = parameter.name or ""
        if key in _NOT_ASKED or (key in _OF_THE_VISIT and name != "new"):
            continue
        is_option = isinstance(parameter, click.Option)
        several = parameter.nargs == -1 or parameter.multiple
        choices = parameter.type.choices if isinstance(parameter.type, click.Choice) else ()
        named = tuple(
            (str(choice), _named(f"choices.{choice}", language) or str(choice))
            for choice in choices
        )
        yield Field(
            name=key,
            option=max(parameter.opts, key=len) if is_option else "",
            kind=_kind(name, parameter, several=several),
            label=_named(f"fields.{name}.{key}", language) or _label(parameter, language),
            required=parameter.required,
            several=several,
            choices=named,
        )


def _named(key: str, language: str) -> str:
    """The desk's own word for a field or a choice; empty where it has none."""
    return vocabulary.words_under("desk", language).get(key, "")


def _kind(command: str, parameter: click.Parameter, *, several: bool) -> FieldKind:
    if (command, parameter.name) in PASTED:
        return FieldKind.PASTE
    if parameter.name == "task":
        return FieldKind.TASK
    if isinstance(parameter, click.Option) and parameter.is_flag:
        return FieldKind.CHECK
    if isinstance(parameter.type, click.Choice):
        return FieldKind.CHOICES if several else FieldKind.CHOICE
    if parameter.name in {"person", "people"}:
        return FieldKind.PEOPLE
    if isinstance(parameter.type, click.IntRange) or parameter.type is click.INT:
        return FieldKind.NUMBER
    return FieldKind.DATE if parameter.type.name == "date" else FieldKind.TEXT


def _label(parameter: click.Parameter, language: str) -> str:
    """The label of a field: an option's own help, or the word for an argument."""
    if isinstance(parameter, click.Option) and parameter.help:
        return parameter.help
    return vocabulary.word(f"command.usage.words.{parameter.name}", language).capitalize()


def _split(field: Field, value: str) -> list[str]:
    return value.splitlines() if field.several else [value]
