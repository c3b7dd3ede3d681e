"""Checks: what is inconsistent, incomplete or against the rules in a visit.

Each check is a function in the module of its topic, which is the first word of its code:

- `visit/`: the reason for the visit, its letter, preparation and conduct
- `people/`: team, liaisons, presence, dates, seats by rank, care, languages, wishes, roll calls
- `logistics/`: rooms and nights, meals and tables, diets, vehicles and rides, halls
- `money/`: budget, rates, company at meals, standards, settlement, the statement

The modules next to these folders are shared by checks: `registry` (what a check is), `itinerary`,
`text_search`, `wording`, `wrong_dates`. `run` runs the checks on a visit, `waivers` takes away
the findings that somebody answers for, `rule_pages` compares the rules' pages with the checks.
"""

from generator.check.registry import all_checks
from generator.check.rule_pages import findings_on_rules
from generator.check.run import CheckResult, check_visit, nothing_checked
from generator.check.waivers import WaiverResult, apply_waivers

__all__ = [
    "CheckResult",
    "WaiverResult",
    "all_checks",
    "apply_waivers",
    "check_visit",
    "findings_on_rules",
    "nothing_checked",
]
