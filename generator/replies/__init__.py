"""Replies of sending units as they come in: whose each file is, and what it changes."""
