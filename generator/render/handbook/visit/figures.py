"""The pictures of a visit's figures on its pages. What it costs is for the office alone."""

from __future__ import annotations

from markupsafe import Markup

from generator.model.visit import Visit
from generator.render.figures import FIGURES, legend_of
from generator.render.handbook.blocks import Block, Pictures, Remark
from generator.render.handbook.words import LANGUAGE


def figure_blocks(visit: Visit, key: str) -> tuple[Block, ...]:
    """A figure and the meaning of its colours; no blocks where there is nothing to show.

    The page has the same words in its tables, so the picture is not searched.
    """
    caption, picture = FIGURES[key](visit, LANGUAGE)
    if not picture:
        return ()
    shown = Pictures(((caption, Markup(picture)),), searched=False)
    return shown, Remark(legend_of(key, LANGUAGE), "legend")
