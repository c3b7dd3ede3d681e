"""Tallies: what staff send to the office of their roll calls, as one word in a copied text."""
