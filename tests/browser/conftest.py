"""A built project on a loopback server, for tests in Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from mkdocs.commands.build import build as build_pages
from mkdocs.config import load_config

from generator.cli import main
from generator.sample import write_sample
from tests.support.project import PROJECT, build_cards, copy_project, without_paper
from tests.support.proof import PROOF
from tests.support.shared import built_once
from tests.support.web.browsers import Site

collect_ignore = [] if PROOF else ["phone/test_engines.py"]
"""The engines of `.ci/engines` are for `make proof` only."""
EXTRA_VISIT = """\
title: 高校代表团
host: 县机关事务服务中心
start: 2026-09-01
end: 2026-09-01
privacy: link
retention_days: 36500
languages: [zh, en]
team: {staff: [{name: 林静, phone: 0717-5550188, language: en, roles: 会务组}]}
schedule: [{day: 2026-09-01, time: 9:00-11:00, title: "座谈；𬭎㛃·䶮主讲, 第1;2场", receiver: 林静}]
guests:
  - {name: 欧阳·晓, unit: 北京大学}
  - {name: 周一鸣, unit: 清华园社区}
  - {name: Anna Berg, language: 英语}
  - {name: 𬭎㛃·䶮, unit: 北京大学}
"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> Site:
    """The sample project and one more small visit, built and served."""

    def build(root: Path) -> None:
        os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
        extra = copy_project(root) / "visits" / "2026-09-campus"
        extra.mkdir()
        (extra / "visit.yml").write_text(EXTRA_VISIT, "utf-8")
        with without_paper():
            CliRunner().invoke(main, ["-C", str(root), "build"], catch_exceptions=False)

    root = built_once(tmp_path_factory, "接待 项目", build)
    return Site(root, serve(root / "site"))


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> Site:
    """The handbook of a made visit of 400 guests, with the pages of their cards."""

    def build(root: Path) -> None:
        os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
        root.mkdir(parents=True)
        shutil.copytree(PROJECT / "docs", root / "docs")
        shutil.copy(PROJECT / "mkdocs.yml", root)
        write_sample(root / "visits" / "2026-09-large", 400, 1)
        build_cards(root)
        config = load_config(str(root / "mkdocs.yml"))
        config.plugins.on_startup(command="build", dirty=False)
        build_pages(config)

    root = built_once(tmp_path_factory, "large", build)
    return Site(root, serve(root / "site"))


@pytest.fixture(scope="session")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with its cards, to copy."""
    return built_once(tmp_path_factory, "cards", lambda root: build_cards(copy_project(root)))


@pytest.fixture
def site_copy(tmp_path: Path, cards: Path, serve: Callable[[Path], str]) -> Site:
    """A copy of the cards' project, which a test may build again or remove."""
    root = tmp_path / "copy"
    shutil.copytree(cards, root)
    return Site(root, serve(root / "site"))
