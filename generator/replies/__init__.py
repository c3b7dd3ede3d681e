"""Received replies of sending units: which unit a file is from, and what it changes."""
