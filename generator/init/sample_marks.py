"""Removes the sample from the program's pages.

Lines between `<!-- sample -->` and `<!-- /sample -->` (`# sample` and `# /sample` in YAML) are the
sample's own. What an office gets in their place is between the lines `<!-- office` and `-->`, or
behind `# office: ` in YAML. The sample's places have pages of their own, which are left out.

When the wheel is built, `.ci/wheel_pages.py` runs this file alone: it imports nothing of ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_SAMPLE = re.compile(
    r"^ *(?:<!-- sample -->|# sample)\n.*?^ *(?:<!-- /sample -->|# /sample)\n", re.M | re.S
)
_OFFICE_BLOCK = re.compile(r"^<!-- office\n(.*?)^-->\n", re.M | re.S)
_OFFICE_LINE = re.compile(r"^( *)# office: (.*)$", re.M)
_PLACES = re.compile(r"docs/venues/(?!index\.md$).*")
_OF_THE_README = re.compile(r"docs/assets/pictures/[^/]*")
_TEXTS = (".md", ".yml")


def without_sample(pages: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that offices get, by path; pages without marks stay as they are."""
    return {
        path: _unmarked(content.decode("utf-8")).encode() if path.endswith(_TEXTS) else content
        for path, content in pages.items()
        if not _PLACES.fullmatch(path) and not _OF_THE_README.fullmatch(path)
    }


def _unmarked(text: str) -> str:
    return _OFFICE_LINE.sub(r"\1\2", _OFFICE_BLOCK.sub(r"\1", _SAMPLE.sub("", text)))
