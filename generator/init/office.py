"""What the program's pages are for one office: without the sample, and with the office's name.

In the pages, lines between `<!-- sample -->` and `<!-- /sample -->` (`# sample` and `# /sample` in
YAML) are the sample's own. What an office gets in their place is between the lines `<!-- office`
and `-->`, or behind `# office: ` in YAML. The sample's places have pages of their own, which are
left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from generator.init.answers import Answers

SAMPLE_OFFICE = "明峰县机关事务服务中心"
_SAMPLE = re.compile(
    r"^ *(?:<!-- sample -->|# sample)\n.*?^ *(?:<!-- /sample -->|# /sample)\n", re.M | re.S
)
_OFFICE_BLOCK = re.compile(r"^<!-- office\n(.*?)^-->\n", re.M | re.S)
_OFFICE_LINE = re.compile(r"^( *)# office: (.*)$", re.M)
_GUEST_URL = re.compile(r"^( *)guest_url: .*$", re.M)
_PLACES = re.compile(r"docs/venues/(?!index\.md$).*")
_OF_THE_README = re.compile(r"docs/assets/pictures/[^/]*")
_TEXTS = (".md", ".yml")


def office_files(pages: Mapping[str, bytes], answers: Answers) -> dict[str, bytes]:
    """Every file of an office's project, by path, from the program's pages."""
    files = {
        path: _page(content, answers) if path.endswith(_TEXTS) else content
        for path, content in pages.items()
        if not _PLACES.fullmatch(path) and not _OF_THE_README.fullmatch(path)
    }
    files["mkdocs.yml"] = _settings(files["mkdocs.yml"], answers)
    return files | _beside()


def _page(content: bytes, answers: Answers) -> bytes:
    text = _SAMPLE.sub("", content.decode("utf-8"))
    text = _OFFICE_LINE.sub(r"\1\2", _OFFICE_BLOCK.sub(r"\1", text))
    return text.replace(SAMPLE_OFFICE, answers.office).encode()


def _settings(content: bytes, answers: Answers) -> bytes:
    """mkdocs.yml with the office's address, or without one for as long as it is not known."""
    address = json.dumps(answers.guest_url or "https://guests.example.org", ensure_ascii=False)
    sign = "" if answers.guest_url else "# "
    text = _GUEST_URL.sub(rf"\g<1>{sign}guest_url: {address}", content.decode())
    return text.encode()


def _beside() -> dict[str, bytes]:
    """What is beside the pages: what git leaves out, and how to begin by a double click."""
    windows = _WINDOWS.replace("\n", "\r\n").encode()
    return {
        ".gitignore": _IGNORED.encode(),
        "开始.bat": windows,
        "start.bat": windows,
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
set HANDBOOK=handbook
if exist .venv\\Scripts\\handbook.exe set HANDBOOK=.venv\\Scripts\\handbook.exe
start "" http://127.0.0.1:8000/handbook/
%HANDBOOK% serve
pause
"""
_UNIX = """\
#!/bin/sh
cd "$(dirname "$0")" || exit 1
[ -x .venv/bin/handbook ] && exec .venv/bin/handbook serve
exec handbook serve
"""
