"""A command's form has its arguments and options, and gives back what a terminal would have."""

from __future__ import annotations

import pytest

from generator import vocabulary
from generator.cli import COMMANDS, main
from generator.desk.forms import AT_THE_TERMINAL, FieldKind, Form, command_line, forms_of


def form(command: str) -> Form:
    return next(form for form in forms_of(main, "zh") if form.command == command)


def test_every_command_has_a_form_or_needs_a_terminal() -> None:
    with_forms = {form.command for form in forms_of(main, "zh")}

    assert with_forms | AT_THE_TERMINAL == COMMANDS.keys()
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
    assert form("assign").arguments("case", {"parts": ["张伟\n\n301\n"]}) == [
        "assign", "--", "case", "张伟", "301",
    ]  # fmt: skip


def test_several_choices_of_an_option_with_commas_are_one_value() -> None:
    assert form("print").arguments("case", {"fields": ["name", "room"]}) == [
        "print", "--fields=name,room", "--", "case",
    ]  # fmt: skip


def test_uploaded_files_are_the_arguments_of_the_command() -> None:
    replies = form("replies")

    assert replies.takes_files
    assert replies.arguments("case", {"files": ["/etc/passwd"]}, ["a.xlsx"]) == [
        "replies", "--", "case", "a.xlsx",
    ]  # fmt: skip


def test_a_command_that_names_the_visit_by_an_option_has_it_there() -> None:
    assert form("diff").arguments("case", {"a": ["HEAD~1"]}) == [
        "diff", "--visit=case", "--", "HEAD~1",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_field_and_choice_has_words_of_the_desk(language: str) -> None:
    words = vocabulary.catalog(language).words

    for listed in forms_of(main, language):
        assert words[f"desk.help.{listed.command}"] == listed.help
        assert words[f"desk.do.{listed.command}"]
        for field in listed.fields:
            assert words[f"desk.fields.{listed.command}.{field.name}"] == field.label
            assert all(choice != title for choice, title in field.choices)


def test_a_command_is_shown_as_people_write_it() -> None:
    assert command_line(["check", "--", "case"]) == "handbook check case"
    assert command_line(["attended", "--", "case", "-"]) == "handbook attended case -"
    assert command_line(["revoke", "--", "case", "-x"]) == "handbook revoke -- case -x"


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
