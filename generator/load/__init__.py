"""Reads YAML, workbooks and CSV into the model; every problem is a located finding."""

from generator.load.appearance import load_appearance
from generator.load.standing import load_standing
from generator.load.visit import load_visit

__all__ = ["load_appearance", "load_standing", "load_visit"]
