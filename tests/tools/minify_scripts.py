"""Minifies scripts and styles (`make scripts`), after a change of one of them.

A card has a budget of bytes, which readable names exceed. The minified files are in git, so that
neither a build nor an installation needs a minifier; a test checks that they belong to their
sources.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

RENDER = Path(__file__).parents[2] / "generator" / "render"
CARD, BOARD = RENDER / "card" / "assets", RENDER / "board" / "assets"
OLDEST = 2018
"""The edition of JavaScript that the oldest phones support."""


def _short_names(folder: Path, names: tuple[str, ...]) -> str:
    """Scripts as one, with short names."""
    import minify

    minify.config({"js-version": OLDEST})
    text = "\n".join((folder / name).read_text("utf-8") for name in names)
    return str(minify.string("application/javascript", text))


def _scripts(folder: Path, names: tuple[str, ...]) -> str:
    """Scripts one after the other, without spaces and comments."""
    import rjsmin

    return "\n".join(rjsmin.jsmin((folder / name).read_text("utf-8")) for name in names)


def _styles(folder: Path, names: tuple[str, ...]) -> str:
    import rcssmin

    return "".join(rcssmin.cssmin((folder / name).read_text("utf-8")) for name in names)


class Bundle(NamedTuple):
    """A minified file: the folder of its sources, their names, and what minifies them."""

    folder: Path
    sources: tuple[str, ...]
    minified_by: Callable[[Path, tuple[str, ...]], str]

    @property
    def heading(self) -> str:
        """The first line of the file: its sources, and their digest."""
        content = b"".join((self.folder / name).read_bytes() for name in self.sources)
        return f"/* {' '.join(self.sources)}: {hashlib.sha256(content).hexdigest()[:16]} */"


CARD_SCRIPTS = {
    "card.js": ("clock.js", "state.js", "changes.js", "browsers.js", "card.js", "keep.js"),
    "staff.js": ("tasks.js", "tally.js", "roll.js", "staff.js"),
    "landing.js": ("address.js", "tally.js", "tallies.js", "qr.js", "landing.js"),
    "open.js": ("inflate.js", "address.js", "unseal.js"),
    "digits.js": ("digits.js",),
    "paper.js": ("address.js", "browsers.js", "paper.js", "keep.js"),
}
OTHER_SCRIPTS = {
    "notice.js": ("keep.js", "forget.js"),
    "lost.js": ("address.js", "lost.js"),
    "sw.js": ("sw.js",),
}
"""Scripts of pages in place of a card, and the service worker. Shorter ones would reach each phone
as a new version of what it keeps."""
STYLES = ("card.css", "staff.css", "digits.css", "landing.css", "paper.css")
BUNDLES = {
    **{CARD / "minified" / name: Bundle(CARD, s, _short_names) for name, s in CARD_SCRIPTS.items()},
    **{CARD / "minified" / name: Bundle(CARD, s, _scripts) for name, s in OTHER_SCRIPTS.items()},
    **{CARD / "minified" / name: Bundle(CARD, (name,), _styles) for name in STYLES},
    BOARD / "minified" / "board.css": Bundle(BOARD, ("board.css",), _styles),
}
"""The minified files by path."""


def main() -> None:
    """Write each minified file."""
    for path, bundle in BUNDLES.items():
        path.parent.mkdir(exist_ok=True)
        short = bundle.minified_by(bundle.folder, bundle.sources)
        path.write_text(f"{bundle.heading}\n{short}\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
