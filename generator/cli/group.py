"""The group of commands: wrong usage is reported in the user's language, with the nearest word."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from importlib import import_module
from typing import Any

import click

from generator.cli.terminal import message

Message = Callable[..., str]
"""Returns the text of a key below `command.usage`."""
_QUOTED = re.compile(r"'([^']*)'")
_EXTRA = re.compile(r"Got unexpected extra argument.*?\((.*)\)", re.DOTALL)


def usage_message(key: str, **values: object) -> str:
    """Return the text of `command.usage.<key>` in the user's language."""
    return message(f"usage.{key}", **values)


class LocalizedGroup(click.Group):
    """A group that lists its commands in the order of their use, with localized usage errors.

    `modules` are those that define its commands, by the commands' names, in their order. A module
    is imported when its command is asked for.
    """

    def __init__(
        self, *args: Any, modules: Mapping[str, str] | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.modules = modules or {}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the commands in the order of their use."""
        return list(dict.fromkeys((*self.modules, *self.commands)))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, whose module is imported if it is not yet."""
        if cmd_name in self.modules and cmd_name not in self.commands:
            import_module(self.modules[cmd_name])
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands: no module is imported for the first words of its help."""
        listed = LocalizedGroup(commands=[self._described(n) for n in self.list_commands(ctx)])
        super(LocalizedGroup, listed).format_commands(ctx, formatter)

    def _described(self, name: str) -> click.Command:
        known = self.commands.get(name)
        return known or click.Command(name, help=message(f"help.{name}"))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is named. Raises UsageError with the nearest name."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            hint = _hint(name, self.list_commands(ctx), usage_message)
            raise click.UsageError(usage_message("no_command", found=name, hint=hint), ctx)
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command and exit with its code; print usage errors in the user's language."""
        run = partial(super().main, args, prog_name, complete_var, standalone_mode=False, **extra)
        if not standalone_mode:
            return run()
        try:
            code: object = run()
        except click.exceptions.NoArgsIsHelpError as problem:
            problem.show()
            sys.exit(problem.exit_code)
        except click.UsageError as problem:
            click.echo("\n".join(usage_lines(problem, usage_message)), err=True)
            sys.exit(problem.exit_code)
        except click.Abort:
            click.echo(usage_message("stopped"), err=True)
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)


def usage_lines(problem: click.UsageError, text: Message) -> list[str]:
    """Return lines with the usage of the command, what is wrong, and where help is."""
    lines = [_error_text(problem, text)]
    if (context := problem.ctx) is not None:
        pieces = context.command.collect_usage_pieces(context)
        words = " ".join((context.command_path, *(_piece(piece, text) for piece in pieces)))
        lines = [text("usage", usage=words), *lines, text("see", command=context.command_path)]
    return lines


def _error_text(problem: click.UsageError, text: Message) -> str:
    if isinstance(problem, click.exceptions.NoSuchOption):
        hint = _hint(problem.option_name, _options(problem.ctx), text)
        return text("no_option", found=problem.option_name, hint=hint)
    if isinstance(problem, click.BadOptionUsage):
        takes_none = "does not take a value" in problem.message
        return text("no_value" if takes_none else "needs_value", option=problem.option_name)
    if isinstance(problem, click.MissingParameter) and problem.param:
        kind = "missing_option" if isinstance(problem.param, click.Option) else "missing_argument"
        return text(kind, name=_parameter_name(problem.param, problem.ctx, text))
    if isinstance(problem, click.BadParameter) and problem.param:
        return _bad_value(problem, problem.param, text)
    if extra := _EXTRA.search(problem.message):
        return text("extra", found=extra[1])
    return problem.format_message()


def _bad_value(problem: click.BadParameter, param: click.Parameter, text: Message) -> str:
    """Return the message for a wrong value: the permitted values, or the error of its type."""
    name, kind = _parameter_name(param, problem.ctx, text), param.type
    quoted = _QUOTED.search(problem.message)
    value = quoted[1] if quoted else problem.message.split(" ", 1)[0]
    if isinstance(kind, click.Choice):
        known = [str(choice) for choice in kind.choices]
        hint = _hint(value, known, text)
        return text("choice", name=name, found=value, known="、".join(known), hint=hint)
    if isinstance(kind, click.IntRange):
        return text("range", name=name, found=value, least=kind.min, most=kind.max)
    if kind is click.INT:
        return text("number", name=name, found=value)
    return text("bad_value", name=name, why=problem.message)


def _parameter_name(param: click.Parameter, context: click.Context | None, text: Message) -> str:
    """Return an option as it is written, an argument as the usage line names it."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    name = param.make_metavar(context) if context else (param.name or "")
    return _piece(name, text)


def _piece(piece: str, text: Message) -> str:
    """Return a piece of the usage line with its words in the user's language."""
    return re.sub(r"[A-Z]{2,}", lambda word: text(f"words.{word[0].lower()}"), piece)


def _options(context: click.Context | None) -> list[str]:
    params = context.command.get_params(context) if context else []
    return [name for param in params if isinstance(param, click.Option) for name in param.opts]


def _hint(word: str, known: Iterable[str], text: Message) -> str:
    from generator.names.nearest import nearest_word  # it imports the model, which takes time

    nearest = nearest_word(word, known)
    return text("hint", nearest=nearest) if nearest else ""
