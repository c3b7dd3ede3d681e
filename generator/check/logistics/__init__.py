"""Checks of beds, tables, halls and vehicles: enough, free, and known."""
