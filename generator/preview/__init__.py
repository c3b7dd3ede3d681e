"""Serves both trees on this machine, and makes what changed as it is saved."""
