"""Wrong usage is reported in the user's language, with the nearest word."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from generator import vocabulary
from generator.cli import COMMANDS, main, terminal
from generator.cli.group import usage_lines
from tests.support.clerk import Clerk


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("chekc", "没有命令“chekc”。是不是“check”？"),
        ("xyzzy", "没有命令“xyzzy”。"),
        ("check --fromat json", "没有选项“--fromat”。是不是“--format”？"),
        ("--verison", "没有选项“--verison”。是不是“--version”？"),
        ("revoke 2026-06-exchange", "缺少：姓名。请写在命令后面。"),
        ("told", "缺少：来访代号。请写在命令后面。"),
        ("report", "缺少选项 --year。"),
        ("report --year", "选项 --year 后面应写内容。"),
        ("build --strict=1", "选项 --strict 后面不写内容。"),
        ("report --year 1999", "--year 不能写“1999”。请写 2000 至 2100 的整数。"),
        ("report --year 今年", "--year 不能写“今年”。请写 2000 至 2100 的整数。"),
        ("sample a --seed x", "--seed 不能写“x”。请写整数。"),
        ("check --format jsn", "可以写：text、json、github。是不是“json”？"),
        ("schema a b", "多出：a b。请删去；名称中有空格的，请加引号。"),
        ("new a --start 哪天", "--start：“哪天”不是日期。"),
    ],
)
def test_wrong_usage_is_reported_in_chinese(arguments: str, message: str) -> None:
    result = run(*arguments.split())

    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


def test_the_message_has_the_usage_and_where_help_is() -> None:
    assert run("revoke", "a").stderr == (
        "用法：handbook revoke [选项] 来访代号 姓名\n"
        "缺少：姓名。请写在命令后面。\n"
        "说明：handbook revoke -h\n"
    ).replace("handbook", "main")


def test_the_locale_decides_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "LANGUAGE", "en")

    assert "There is no command “chekc”. Did you mean “check”?" in run("chekc").stderr


def test_a_command_s_own_usage_error_is_printed_unchanged(clerk: Clerk) -> None:
    result = clerk.runs("publish", "case")

    assert result.exit_code == 2
    assert "还没有发布过，请写明发布到哪里" in result.stderr


def test_an_interruption_is_no_error_of_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(main.commands, "stop", stop)
    result = run("stop")

    assert (result.exit_code, result.stderr.strip()) == (1, "已中止。")


def commands() -> Iterator[tuple[str, click.Command]]:
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        assert command is not None, name
        yield name, command


def test_the_list_of_commands_has_the_help_of_each() -> None:
    assert {n: c.help for n, c in commands()} == {
        n: terminal.message(f"help.{n}") for n in COMMANDS
    }


@pytest.mark.parametrize("language", vocabulary.languages())
def test_every_word_of_the_usage_lines_is_in_the_vocabulary(language: str) -> None:
    def text(key: str, **values: object) -> str:
        return vocabulary.word(f"command.usage.{key}", language, **values)

    for name, command in commands():
        context = click.Context(command, info_name=name, parent=click.Context(main))
        for param in command.params:
            problem = click.MissingParameter(ctx=context, param=param)
            assert all(usage_lines(problem, text))


@pytest.mark.parametrize("utf8", ["0", "1"])
def test_a_locale_without_letters_gives_no_traceback(clerk: Clerk, utf8: str) -> None:
    bare = {"LC_ALL": "C", "PYTHONUTF8": utf8, "PYTHONCOERCECLOCALE": "0"}
    environment = {key: value for key, value in os.environ.items() if key in {"PATH", "HOME"}}
    command = [sys.executable, "-m", "generator", "-C", str(clerk.root), "check"]
    here = Path(__file__).parents[2]
    done = subprocess.run(
        command, env=environment | bare, capture_output=True, check=False, cwd=here
    )

    assert done.returncode in {0, 1}
    assert b"Traceback" not in done.stderr
    assert "错误" in done.stdout.decode("utf-8")
