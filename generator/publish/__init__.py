"""Puts trees of files on disk, with keys, links and what changed."""
