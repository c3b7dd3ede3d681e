"""The page of a paper: a file that opens with the key in its address, as the card that links to it.

It is a page like those of cards, so that hosts, the service worker and the checks of a publication
treat it as one: its name discloses nothing, and a phone that opened it keeps it.
"""

from __future__ import annotations

import base64
import json
from pathlib import PurePosixPath

from generator import vocabulary
from generator.model.papers import PaperFile
from generator.render.card.envelope import (
    MARK,
    MESSAGES,
    CardShell,
    body_template,
    bundle,
    page,
    words_in,
)
from generator.render.words.papers import size_text

_SHOWN = ("application/pdf", "image/", "text/plain")
"""Media types that browsers show; of others a copy is saved."""


def paper_content(file: PaperFile, language: str, content: bytes) -> bytes:
    """What is encrypted of a paper: a description for its page after its length, then the file.

    It has the name of the file and no title: different readers may have it under different ones.
    """
    kind, path = file.media_type, PurePosixPath(file.name)
    about = {
        "title": path.stem,
        "name": path.name,
        "size": size_text(file.size, language),
        "type": f"{kind};charset=utf-8" if kind == "text/plain" else kind,
        "shown": kind.startswith(_SHOWN),
    }
    header = json.dumps(about, ensure_ascii=False).encode("utf-8")
    return len(header).to_bytes(4, "big") + header + content


def paper_page(shell: CardShell, content: bytes, bound_to: str) -> str:
    """The page around a paper. `content` is sealed, or plain where `bound_to` is empty."""
    body = body_template("paper.html.j2").render(
        sealed=base64.b64encode(content).decode("ascii"),
        bound_to=bound_to,
        views=words_in(shell.languages, "sealed"),
        words=[vocabulary.words_under("card", language) for language in shell.languages],
        messages=MESSAGES,
    )
    return page(
        body,
        shell.languages[0],
        vocabulary.catalog(shell.languages[0]).direction,
        shell.appearance,
        script=f"{bundle('paper.js')}\nopenPaper();keepOffline()",
        mark=MARK,
        styles=("card.css", "paper.css"),
    )
