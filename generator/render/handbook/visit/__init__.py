"""A visit's pages in the handbook, one module a page."""
