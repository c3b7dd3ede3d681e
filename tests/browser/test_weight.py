"""The size of a card as a server transfers it: compressed by zlib at level 6."""

from __future__ import annotations

import shutil
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.agenda import agendas_of
from generator.build.microsite import shell_of
from generator.load import load_visit
from generator.model.enums import Privacy
from generator.model.standing import Standing
from generator.project import load_project, visit_folders
from generator.render.calendar import calendar_of
from generator.render.card.content import card_content
from generator.render.card.envelope import sealed_page
from generator.render.card.view import ChangeView
from generator.sealing.links import links_of
from generator.sealing.seal import ROUNDS, seal
from generator.sealing.secret import read_secret
from generator.settings import read_settings
from tests.support.cards import unpublished
from tests.support.project import build_cards, copy_project, run
from tests.support.proof import counts
from tests.support.sealed import sealed_in

GUESTS = counts(100, 400)
AS_OF, AT, BOUND_TO = datetime(2026, 5, 1, tzinfo=UTC), 1_779_000_000, f"{'x' * 22}|0"
ONE_LANGUAGE, TWO, STAFF = 14_336, 17 * 1024, 24 * 1024
QUESTION = 544
"""What the question for a second factor may add to the fullest card."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both samples, and an invented visit in two languages and in one."""
    root = copy_project(tmp_path_factory.mktemp("weight"))
    visits = root / "visits"
    run(root, "sample", str(visits / "crowd"), "--guests", str(GUESTS), "--seed", "3")
    shutil.copytree(visits / "crowd", visits / "crowd-zh")
    path = visits / "crowd-zh" / "visit.yml"
    text = path.read_text("utf-8")
    assert "languages:\n- zh\n- en\n" in text
    path.write_text(text.replace("languages:\n- zh\n- en\n", "languages: [zh]\n"), "utf-8")
    build_cards(root)
    return root


def test_a_card_with_changes_keeps_to_its_budget_too(built: Path, standing: Standing) -> None:
    visit, _ = load_visit(built / "visits" / "2026-05-ecotour", standing, built)
    assert visit is not None
    shell, heavy = shell_of(visit), []
    for agenda in agendas_of(visit, visit.guests):
        changes = {
            code: [
                ChangeView(AT, "entry", e.key, "time", e.title.in_(code), "09:10", "09:30")
                for e in agenda.entries[3:6]
            ]
            for code in visit.languages
        }
        calendar = calendar_of(agenda, agenda.language, unpublished(AS_OF))
        content = card_content(
            agenda, as_of=AS_OF, version="abcdef", calendar=calendar, changes=changes
        )
        sealed = seal(content.html.encode("utf-8"), b"k" * 32, BOUND_TO.encode())
        weight = len(zlib.compress(sealed_page(shell, sealed, BOUND_TO).encode("utf-8"), 6))
        heavy += [(agenda.name, weight)] if weight > TWO else []

    assert heavy == []


def test_every_card_keeps_to_its_budget(built: Path) -> None:
    settings = read_settings(built)
    weighed, heavy = 0, []
    for loaded in load_project(settings, visit_folders(settings)).visits:
        visit = loaded.visit
        assert visit is not None
        guests = {guest.id for guest in visit.guests}
        allowed = ONE_LANGUAGE if len(visit.languages) == 1 else TWO
        secret = read_secret(visit.slug, settings, {})
        assert secret is not None
        for link in links_of(visit, secret, ""):
            page = built / "site" / "guests" / visit.slug / link.path
            weight = len(zlib.compress(page.read_bytes(), 6))
            weighed += 1
            if weight > (allowed if link.person in guests else STAFF):
                heavy.append((visit.slug, link.name, weight))

    assert weighed > 2 * GUESTS
    assert heavy == []


def test_a_card_that_asks_for_digits_is_little_larger(built: Path) -> None:
    settings = read_settings(built)
    weighed, heavy = 0, []
    visits = [loaded.visit for loaded in load_project(settings, visit_folders(settings)).visits]
    for visit in visits:
        assert visit is not None
        if visit.privacy is not Privacy.SEALED:
            continue
        allowed = ONE_LANGUAGE if len(visit.languages) == 1 else TWO
        secret = read_secret(visit.slug, settings, {})
        assert secret is not None
        for link in links_of(visit, secret, "")[: len(visit.guests)]:
            page = (built / "site" / "guests" / visit.slug / link.path).read_text("utf-8")
            sealed, bound_to = sealed_in(page)
            asking = sealed_page(shell_of(visit), sealed, bound_to, ROUNDS)
            weight = len(zlib.compress(asking.encode("utf-8"), 6))
            weighed += 1
            if weight > allowed + QUESTION:
                heavy.append((visit.slug, link.name, weight))

    assert weighed > 2 * GUESTS
    assert heavy == []
