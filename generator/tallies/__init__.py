"""Tallies: roll calls that staff send to the office, each as one word in a copied text."""
