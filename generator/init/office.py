"""An office's project: the pages of its profile without the sample, with the office's name."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from generator.init.answers import Answers
from generator.init.profiles import pages_of
from generator.init.sample_marks import without_sample

SAMPLE_OFFICE = "明峰县机关事务服务中心"
_GUEST_URL = re.compile(r"^( *)guest_url: .*$", re.M)


def office_files(pages: Mapping[str, bytes], answers: Answers) -> dict[str, bytes]:
    """Every file of an office's project, by path, from the program's pages."""
    name = SAMPLE_OFFICE.encode(), answers.office.encode()
    files = {
        path: content.replace(*name) if path.endswith(".md") else content
        for path, content in without_sample(pages_of(pages, answers.profile)).items()
    }
    files["mkdocs.yml"] = _settings(files["mkdocs.yml"], answers)
    return files | _beside()


def _settings(content: bytes, answers: Answers) -> bytes:
    """mkdocs.yml with the office's address, or without one for as long as it is not known."""
    address = json.dumps(answers.guest_url or "https://guests.example.org", ensure_ascii=False)
    sign = "" if answers.guest_url else "# "
    text = _GUEST_URL.sub(rf"\g<1>{sign}guest_url: {address}", content.decode())
    return text.encode()


def _beside() -> dict[str, bytes]:
    """The files beside the pages: .gitignore, and scripts that start the program."""
    windows = _WINDOWS.replace("\n", "\r\n").encode()
    return {
        ".gitignore": _IGNORED.encode(),
        "开始.bat": windows,
        "start.bat": windows,
        "handbook.bat": _COMMAND.replace("\n", "\r\n").encode(),
        "start.sh": _UNIX.encode(),
    }


_IGNORED = """\
/site/
/output/
.secrets/
*.key
*.sealed-key
~$*
/.venv/
"""
_WINDOWS = """\
@echo off
chcp 65001 >nul
cd /d "%~dp0"
set HANDBOOK=handbook.exe
if exist .venv\\Scripts\\handbook.exe set HANDBOOK=.venv\\Scripts\\handbook.exe
%HANDBOOK% desk
pause
"""
_COMMAND = """\
@setlocal
@set HANDBOOK=handbook.exe
@if exist "%~dp0.venv\\Scripts\\handbook.exe" set HANDBOOK="%~dp0.venv\\Scripts\\handbook.exe"
@%HANDBOOK% %*
"""
"""A window that is opened in the project's folder finds it before any program."""
_UNIX = """\
#!/bin/sh
cd "$(dirname "$0")" || exit 1
[ -x .venv/bin/handbook ] && exec .venv/bin/handbook desk
exec handbook desk
"""
