"""Reads visits and pages from YAML, workbooks and CSV; every problem is a located finding."""

from generator.load.standing import load_appearance, load_standing
from generator.load.visit import ReadVisit, load_visit, read_visit

__all__ = ["ReadVisit", "load_appearance", "load_standing", "load_visit", "read_visit"]
