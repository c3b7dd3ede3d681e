"""Typed values out of the text that people write."""
