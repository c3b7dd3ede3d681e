"""Where an office's project is with its updates: the version of its pages, and what is open.

In `.handbook/`: `written/` has each page as the program last wrote it. While the office has not
taken over a new page that was put beside its own, `written/` keeps the former one, so that the next
update compares the same versions. `update.yml` has the version, and these open pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import yaml

from generator.files import write_file
from generator.init.answers import FOLDER

FILE = f"{FOLDER}/update.yml"


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page that was put beside the office's own, in the file `beside`.

    `since` is the version of the page that the office has edited; `digest` is that of the new one.
    """

    path: str
    beside: str
    since: str
    digest: str


@dataclass(frozen=True, slots=True)
class UpdateState:
    """The version that wrote the project's pages, "" if it is not known, and the open pages."""

    version: str = ""
    open: Mapping[str, OpenPage] = field(default_factory=dict)

    def with_open(self, page: OpenPage) -> UpdateState:
        """A copy of the state that has the open page too."""
        return replace(self, open={**self.open, page.path: page})

    def without(self, path: str) -> UpdateState:
        """A copy of the state without the open page at `path`."""
        return replace(self, open={key: page for key, page in self.open.items() if key != path})


def read_state(root: Path) -> UpdateState:
    """The state of the project at `root`; an unknown one where its file is missing or damaged."""
    try:
        saved = yaml.safe_load((root / FILE).read_text("utf-8"))
        pages = (OpenPage(**page) for page in saved["open"])
        return UpdateState(str(saved["version"]), {page.path: page for page in pages})
    except (OSError, ValueError, TypeError, KeyError, yaml.YAMLError):
        return UpdateState()


def save_state(root: Path, state: UpdateState) -> None:
    """Write the state. Raises OSError."""
    content = {"version": state.version, "open": [asdict(page) for page in state.open.values()]}
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    write_file(root / FILE, text.encode())
