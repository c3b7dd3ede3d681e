"""Looks for what is inconsistent, incomplete or against the rules."""

from generator.check.registry import all_checks, check_visit
from generator.check.unfinished import Checked, check_read_visit, findings_on_rules, not_checked
from generator.check.waivers import Waived, apply_waivers

__all__ = [
    "Checked",
    "Waived",
    "all_checks",
    "apply_waivers",
    "check_read_visit",
    "check_visit",
    "findings_on_rules",
    "not_checked",
]
