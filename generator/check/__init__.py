"""Looks for what is inconsistent, incomplete or against the rules."""
