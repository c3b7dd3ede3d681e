"""The handbook built by ProperDocs, the continuation of MkDocs: the way out that is kept open.

Each engine runs in a process of its own: ProperDocs takes the place of MkDocs in its process.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.project import copy_project
from tests.support.web.dead_links import dead_links

CONFIG = """\
site_name: 接待手册
theme: {name: material, language: zh, font: false}
plugins: [{search: {lang: en}}, reception]
markdown_extensions: [attr_list]
"""
VISIT = """\
title: 甲团
host: 县机关事务服务中心
start: 2026-05-01
end: 2026-05-01
guests: [欧阳·晓]
"""
ENGINE = re.compile(rb'<meta name="generator" content="mkdocs-[^"]*">')


def built(engine: str, root: Path) -> Path:
    """Build the handbook in `root` strictly; return its folder."""
    site = root / engine
    command = [sys.executable, "-m", engine, "build", "--strict", "-f", "mkdocs.yml", "-d", site]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=root, env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return site


def files_in(site: Path) -> Mapping[str, bytes]:
    """The files of a site without the engine's name, and without the dated compressed site map."""
    return {
        path.relative_to(site).as_posix(): ENGINE.sub(b"", path.read_bytes())
        for path in site.rglob("*")
        if path.is_file() and path.suffix != ".gz"
    }


def test_properdocs_writes_the_same_files_as_mkdocs(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# 首页\n\n[检查项目](checks.md)\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIG, "utf-8")
    (tmp_path / "visits/one").mkdir(parents=True)
    (tmp_path / "visits/one/visit.yml").write_text(VISIT, "utf-8")

    mkdocs, properdocs = (files_in(built(engine, tmp_path)) for engine in ("mkdocs", "properdocs"))

    assert "visits/one/index.html" in mkdocs
    assert properdocs == mkdocs


@pytest.mark.proof
def test_every_link_of_the_handbook_that_properdocs_builds_leads_somewhere(tmp_path: Path) -> None:
    site = built("properdocs", copy_project(tmp_path))

    assert (site / "visits/2026-05-ecotour/index.html").is_file()
    assert list(dead_links(site)) == []
