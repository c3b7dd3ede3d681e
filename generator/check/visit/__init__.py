"""Checks of the visit as a whole: its reason, its letter, its preparation, its conduct."""
