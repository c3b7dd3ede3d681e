"""YAML text to nodes."""
