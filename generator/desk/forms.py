"""A form for each command, from its own declaration: its arguments and options are the fields."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import click

from generator import vocabulary
from generator.init.profiles import Profile
from generator.render.paper.order import CARD_FIELDS

CONFIRM = "yes"
"""The option that answers the question of a command which asks before it acts."""
AT_THE_TERMINAL = frozenset(
    {"init", "serve", "desk", "password", "schema", "guard", "key", "sample"}
)
"""Commands that ask for a passphrase, that start the desk, or that other programs read."""
_CONFIRMED = {"publish", "revoke", "new_secret"}
"""Commands and options that the desk starts only after a page of its own: cards change or end."""
_OF_THE_VISIT = {"slug", "slugs"}
_NOT_ASKED = {(command, "form") for command in ("check", "links", "diff")}
"""Options whose answer the desk gives itself: it shows the text."""
_TICKED = {("changes", "form"): "--format=xlsx"}
"""Options of which the desk offers one value, to tick."""
Choices = tuple[tuple[str, str], ...]
"""Values, each with its name."""


class FieldKind(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHECK = "check"
    CHOICE = "choice"
    CHOICES = "choices"
    LIST = "list"
    """Several of the choices in one value, with commas."""
    PASTE = "paste"
    UPLOAD = "upload"


_KINDS = {
    ("attended", "files"): FieldKind.PASTE,
    ("replies", "files"): FieldKind.UPLOAD,
    ("replies", "remove"): FieldKind.CHOICE,
    ("update", "profile"): FieldKind.CHOICE,
    ("print", "fields"): FieldKind.LIST,
    ("print", "language"): FieldKind.CHOICE,
    ("told", "people"): FieldKind.CHOICES,
    ("told", "since"): FieldKind.CHOICE,
    ("changes", "since"): FieldKind.CHOICE,
    ("revoke", "person"): FieldKind.CHOICE,
    ("done", "task"): FieldKind.CHOICE,
    ("retire", "skipped"): FieldKind.CHOICES,
}
"""What a declaration does not tell: texts that are pasted, files, and values that a visit has."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: one argument or option of the command.

    `option` is empty for an argument. `several` values are written one a line. `choices` are the
    values that it can have.
    """

    name: str
    option: str
    kind: FieldKind
    label: str
    required: bool
    several: bool
    choices: Choices = ()


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a command. It `asks` if the command does not act before somebody agrees.

    `visit` is where the command has the visit: `argument`, `option`, or empty where it has none.
    """

    command: str
    help: str
    visit: str
    asks: bool
    fields: tuple[Field, ...]

    @property
    def of_visit(self) -> bool:
        """Whether the command works on one visit."""
        return bool(self.visit)

    @property
    def takes_files(self) -> bool:
        """Whether the command reads files that are uploaded."""
        return any(field.kind in {FieldKind.PASTE, FieldKind.UPLOAD} for field in self.fields)

    def with_choices(self, known: Mapping[str, Choices]) -> Form:
        """The form with the values that a visit has, by the names of their fields."""
        fields = (
            replace(field, choices=known.get(field.name, field.choices)) for field in self.fields
        )
        return replace(self, fields=tuple(fields))

    def requiring(self, name: str) -> Form:
        """The form with a field that has to be filled in."""
        fields = (replace(f, required=True) if f.name == name else f for f in self.fields)
        return replace(self, fields=tuple(fields))

    def arguments(
        self, slug: str | None, values: Mapping[str, Sequence[str]], files: Iterable[str] = ()
    ) -> list[str]:
        """The arguments of the command, as a terminal has them.

        `values` are the form's, by the names of its fields. Values of other names are ignored.
        `files` are the paths of uploaded files, for a command that reads files.
        """
        options = [f"--visit={slug}"] if self.visit == "option" and slug else []
        places = [slug] if self.visit == "argument" and slug else []
        for field in self.fields:
            if field.kind in {FieldKind.PASTE, FieldKind.UPLOAD}:
                places += [*files, *(["-"] if self.pasted(values) else [])]
                continue
            for value in _given(field, values.get(field.name, ())):
                if field.kind is FieldKind.CHECK:
                    options.append(field.option)
                elif field.option:
                    options.append(f"{field.option}={value}")
                else:
                    places.append(value)
        # Behind the two dashes, a name that begins with a dash is no option.
        return [self.command, *options, *(["--", *places] if places else [])]

    def questions(self, values: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
        """What has to be confirmed before the command starts: the command, or names of fields."""
        names = (self.command, *(f.name for f in self.fields if _given(f, values.get(f.name, ()))))
        return tuple(name for name in names if name in _CONFIRMED)

    def answers(self, values: Mapping[str, Sequence[str]]) -> tuple[tuple[Field, str], ...]:
        """The fields that were filled in, with what they have in words."""
        given = ((field, _given(field, values.get(field.name, ()))) for field in self.fields)
        return tuple(
            (field, "、".join(dict(field.choices).get(text, text) for text in texts))
            for field, texts in given
            if texts
        )

    def pasted(self, values: Mapping[str, Sequence[str]]) -> str:
        """The text that was pasted, which the command reads; empty where there is none."""
        pasted = (f.name for f in self.fields if f.kind is FieldKind.PASTE)
        return "\n".join(text for name in pasted for text in values.get(name, ()) if text.strip())


def command_line(arguments: Sequence[str]) -> str:
    """A command as it would be written in a terminal, where two dashes are rarely needed."""
    words = list(arguments)
    if "--" in words:
        places = words[words.index("--") + 1 :]
        if all(place == "-" or not place.startswith("-") for place in places):
            words.remove("--")
    return shlex.join(["handbook", *words])


def forms_of(commands: click.Group, language: str) -> tuple[Form, ...]:
    """The forms of all commands that need no terminal, in their order of use."""
    context = click.Context(commands)
    listed = (
        (name, commands.get_command(context, name)) for name in commands.list_commands(context)
    )
    return tuple(_form(n, c, language) for n, c in listed if c and n not in AT_THE_TERMINAL)


def _given(field: Field, values: Sequence[str]) -> list[str]:
    """The values of a field without blanks; those of a list are one value."""
    lines = (
        text for value in values for text in (value.splitlines() if field.several else [value])
    )
    given = [line.strip() for line in lines if line.strip()]
    return [",".join(given)] if field.kind is FieldKind.LIST and given else given


def _form(name: str, command: click.Command, language: str) -> Form:
    return Form(
        command=name,
        help=vocabulary.word(f"desk.help.{name}", language),
        visit=_place_of_visit(name, command),
        asks=any(parameter.name == CONFIRM for parameter in command.params),
        fields=tuple(_fields(name, command, language)),
    )


def _place_of_visit(name: str, command: click.Command) -> str:
    if name == "new":
        return ""
    places = (
        "option" if isinstance(parameter, click.Option) else "argument"
        for parameter in command.params
        if parameter.name in _OF_THE_VISIT
    )
    return next(places, "")


def _fields(name: str, command: click.Command, language: str) -> Iterator[Field]:
    for parameter in command.params:
        key = parameter.name or ""
        if key == CONFIRM or (name, key) in _NOT_ASKED or (key in _OF_THE_VISIT and name != "new"):
            continue
        several = parameter.nargs == -1 or parameter.multiple
        yield Field(
            name=key,
            option=_TICKED.get((name, key)) or _option(parameter),
            kind=_kind(name, parameter, several=several),
            label=vocabulary.word(f"desk.fields.{name}.{key}", language),
            required=parameter.required,
            several=several,
            choices=() if (name, key) in _TICKED else _choices(parameter, language),
        )


def _option(parameter: click.Parameter) -> str:
    return max(parameter.opts, key=len) if isinstance(parameter, click.Option) else ""


def _kind(command: str, parameter: click.Parameter, *, several: bool) -> FieldKind:
    named = command, parameter.name or ""
    if named in _KINDS:
        return _KINDS[named]
    if (isinstance(parameter, click.Option) and parameter.is_flag) or named in _TICKED:
        return FieldKind.CHECK
    if isinstance(parameter.type, click.Choice):
        return FieldKind.CHOICES if several else FieldKind.CHOICE
    if isinstance(parameter.type, click.IntRange) or parameter.type is click.INT:
        return FieldKind.NUMBER
    return FieldKind.DATE if parameter.type.name == "date" else FieldKind.TEXT


def _choices(parameter: click.Parameter, language: str) -> Choices:
    """The values that a declaration permits, with the desk's own words for them."""
    if parameter.name == "profile":
        return tuple((each, vocabulary.label("Profile", each, language)) for each in Profile)
    listed: tuple[str, ...] = CARD_FIELDS if parameter.name == "fields" else ()
    if isinstance(parameter.type, click.Choice):
        listed = tuple(map(str, parameter.type.choices))
    return tuple((each, vocabulary.word(f"desk.choices.{each}", language)) for each in listed)
