"""The staff handbook's generated pages: one visit in, its pages out. Knows nothing of MkDocs."""

from generator.render.handbook.pages import Page, pages_of

__all__ = ["Page", "pages_of"]
