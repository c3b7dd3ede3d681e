"""Writes the cards' scripts with short names: `make scripts`, after a change of one of them.

A card has to fit its budget of bytes, which names that people can read do not. What is written is
kept beside the sources, so that the program needs no tool for it; a test asks for it to be theirs.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

CARD = Path(__file__).parents[1] / "generator" / "render" / "card" / "assets"
BUNDLES = {
    "card.js": ("state.js", "changes.js", "browsers.js", "card.js", "keep.js"),
    "open.js": ("inflate.js", "address.js", "unseal.js"),
    "digits.js": ("digits.js",),
}
OLDEST = 2018
"""The edition of the language that the oldest phones know."""


def heading_of(bundle: str) -> str:
    """The first line of a bundle: which sources it was made of, and their digest."""
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
