"""Checks of costs, standards and settlement."""
