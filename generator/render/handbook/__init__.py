"""The staff handbook's generated pages: one visit in, its pages out. Knows nothing of MkDocs."""

from generator.render.handbook.blocks import Page
from generator.render.handbook.visit.pages import pages_of, unread_page

__all__ = ["Page", "pages_of", "unread_page"]
