"""Builds trees of files on disk from a loaded project, atomically and incrementally."""
