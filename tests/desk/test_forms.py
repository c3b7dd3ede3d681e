"""A command's form has its arguments and options, and gives back what a terminal would have."""

from __future__ import annotations

from generator.cli import main
from generator.desk.forms import AT_THE_TERMINAL, FieldKind, Form, forms_of


def form(command: str) -> Form:
    return next(form for form in forms_of(main, "zh") if form.command == command)


def test_every_command_has_a_form_or_needs_a_terminal() -> None:
    with_forms = {form.command for form in forms_of(main, "zh")}

    assert with_forms | AT_THE_TERMINAL == main.commands.keys()
    assert not with_forms & AT_THE_TERMINAL


def test_the_fields_of_a_form_are_the_options_in_words() -> None:
    publish = form("publish")

    assert publish.of_visit
    assert publish.asks
    assert [(field.name, field.kind) for field in publish.fields] == [
        ("target", FieldKind.TEXT),
        ("new_secret", FieldKind.CHECK),
    ]
    assert publish.fields[0].label.startswith("发布到哪里")


def test_values_become_the_arguments_of_the_command() -> None:
    told = form("told")
    values = {"people": ["张伟", "李-娜"], "by": ["王强"], "other": ["--yes"], "everyone": []}

    assert told.arguments("2026-05-ecotour", values) == [
        "told", "--by=王强", "--", "2026-05-ecotour", "张伟", "李-娜",
    ]  # fmt: skip


def test_a_value_is_never_an_option_of_its_own() -> None:
    values = {"people": ["--all"], "by": ["--since=2026"]}

    assert form("told").arguments("case", values) == [
        "told", "--by=--since=2026", "--", "case", "--all",
    ]  # fmt: skip


def test_several_values_are_written_one_a_line_and_blank_ones_are_none() -> None:
    values = {"only": ["cards", "signs"], "fields": ["  "], "door_names": ["1"]}

    assert form("print").arguments("case", values) == [
        "print", "--only=cards", "--only=signs", "--names", "--", "case",
    ]  # fmt: skip
    assert form("replies").arguments("case", {"files": ["a.xlsx\n\nb.xlsx\n"]}) == [
        "replies", "--", "case", "a.xlsx", "b.xlsx",
    ]  # fmt: skip


def test_a_pasted_text_is_the_input_of_the_command() -> None:
    attended = form("attended")

    assert attended.arguments("case", {"files": ["张伟 已到\nRC1.case"]}) == [
        "attended", "--", "case", "-",
    ]  # fmt: skip
    assert attended.pasted({"files": ["张伟 已到\nRC1.case"]}) == "张伟 已到\nRC1.case"
    assert attended.arguments("case", {"files": [" "]}) == ["attended", "--", "case"]


def test_a_new_visit_has_its_code_as_a_field() -> None:
    values = {"slug": ["2027-01-visit"], "title": ["考察团"], "start": ["2027-01-04"]}

    new = form("new")

    assert not new.of_visit
    assert new.arguments(None, values) == [
        "new", "--start=2027-01-04", "--title=考察团", "--", "2027-01-visit",
    ]  # fmt: skip
