"""Minifies the cards' scripts (`make scripts`), after a change of one of them.

A card has a budget of bytes, which readable names exceed. The minified files are in git, so that
the program needs no tool to build them; a test checks that they belong to their sources.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

CARD = Path(__file__).parents[2] / "generator" / "render" / "card" / "assets"
BUNDLES = {
    "card.js": ("clock.js", "state.js", "changes.js", "browsers.js", "card.js", "keep.js"),
    "staff.js": ("tasks.js", "tally.js", "roll.js", "staff.js"),
    "landing.js": ("address.js", "tally.js", "tallies.js", "qr.js", "landing.js"),
    "open.js": ("inflate.js", "address.js", "unseal.js"),
    "digits.js": ("digits.js",),
    "paper.js": ("address.js", "browsers.js", "paper.js", "keep.js"),
}
OLDEST = 2018
"""The edition of JavaScript that the oldest phones support."""


def heading_of(bundle: str) -> str:
    """Return the first line of a bundle: its sources, and their digest."""
    names = BUNDLES[bundle]
    content = b"".join((CARD / name).read_bytes() for name in names)
    return f"/* {' '.join(names)}: {hashlib.sha256(content).hexdigest()[:16]} */"


def main() -> None:
    """Write generator/render/card/assets/minified/*.js."""
    import minify

    minify.config({"js-version": OLDEST})
    for bundle, names in BUNDLES.items():
        text = "\n".join((CARD / name).read_text("utf-8") for name in names)
        short = minify.string("application/javascript", text)
        (CARD / "minified" / bundle).write_text(f"{heading_of(bundle)}\n{short}\n", "utf-8")


if __name__ == "__main__":
    main()
