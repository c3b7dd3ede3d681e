"""The least cost that any placement of a problem has, proven by HiGHS.

`python -m tests.support.optimum` proves those of `tests/assign/optima.csv` and writes them there;
HiGHS' logs of this are in `.cache/optima/`.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from random import Random

from generator.assign.problem import (
    PairTerm,
    Place,
    PlaceTerm,
    Problem,
    SharingTerm,
    Subject,
    TogetherTerm,
)
from tests.support.placing import coaches, hosts_of, rooms, tables

Variable = int
Sum = dict[Variable, float]


@dataclass(frozen=True)
class Optimum:
    """The least cost that was found, whether it is proven, and the seconds this took."""

    cost: float | None
    is_proven: bool
    bound: float
    seconds: float


@dataclass
class Model:
    """A mixed-integer program: variables from 0 to 1 or more, and rows with bounds."""

    cost: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    is_integer: list[bool] = field(default_factory=list)
    rows: list[tuple[float, float, Sum]] = field(default_factory=list)
    constant: float = 0

    def variable(self, cost: float = 0, upper: float = 1, *, integer: bool = True) -> Variable:
        self.cost.append(cost)
        self.upper.append(upper)
        self.is_integer.append(integer)
        return len(self.cost) - 1

    def row(self, least: float, terms: Sum, most: float = float("inf")) -> None:
        self.rows.append((least, most, terms))

    def solve(self, seconds: float, log: str = "") -> Optimum:
        """Minimise the cost."""
        import highspy  # not needed to collect the tests

        highs = highspy.Highs()
        highs.setOptionValue("output_flag", bool(log))
        if log:
            highs.setOptionValue("log_to_console", False)
            highs.setOptionValue("log_file", log)
        highs.setOptionValue("time_limit", float(seconds))
        highs.setOptionValue("mip_rel_gap", 0.0)
        highs.setOptionValue("mip_abs_gap", 0.9)  # all costs are whole numbers
        for number, (cost, upper) in enumerate(zip(self.cost, self.upper, strict=True)):
            highs.addVar(0.0, upper)
            highs.changeColCost(number, cost)
            if self.is_integer[number]:
                highs.changeColIntegrality(number, highspy.HighsVarType.kInteger)
        for least, most, terms in self.rows:
            highs.addRow(least, most, len(terms), list(terms), list(terms.values()))
        highs.run()
        info = highs.getInfo()
        status = highs.getModelStatus()
        infeasible = status == highspy.HighsModelStatus.kInfeasible
        return Optimum(
            None if infeasible else round(info.objective_function_value + self.constant),
            status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible),
            info.mip_dual_bound + self.constant,
            highs.getRunTime(),
        )


def model_of(problem: Problem) -> Model:
    """The program of a problem without nights in which everybody has to have a place.

    The terms of sharing are those of `tests.support.placing`, by their code.
    """
    model = Model()
    at: dict[tuple[str, str], Variable] = {}
    for one in problem.subjects:
        for place in problem.places:
            terms = [term for term in problem.terms if isinstance(term, PlaceTerm)]
            if not any(term.hard and term.cost(one, place) for term in terms):
                cost = sum(term.weight * term.cost(one, place) for term in terms if not term.hard)
                at[one.key, place.key] = model.variable(cost)
        choices = {at[key]: 1.0 for key in at if key[0] == one.key}
        model.row(1, choices, 1)
    for place in problem.places:
        row = {at[one.key, place.key]: float(one.size) for one in problem.subjects
               if (one.key, place.key) in at}  # fmt: skip
        model.row(0, row, place.capacity)
    used = {place.key: model.variable() for place in problem.places}
    for (_, place_key), variable in at.items():
        model.row(0, {used[place_key]: 1, variable: -1})
    for term in problem.terms:
        match term:
            case PairTerm():
                _add_pairs(model, at, problem, term)
            case TogetherTerm():
                _add_sets(model, at, problem, term)
            case SharingTerm():
                _add_sharing(model, at, used, problem, term)
    return model


At = dict[tuple[str, str], Variable]


def _add_pairs(model: Model, at: At, problem: Problem, term: PairTerm) -> None:
    for one, other in combinations(problem.subjects, 2):
        amount = term.cost(one, other)
        for place in problem.places if amount else ():
            pair = [at[key.key, place.key] for key in (one, other) if (key.key, place.key) in at]
            if len(pair) == 2 and term.hard:
                model.row(0, dict.fromkeys(pair, 1.0), 1)
            elif len(pair) == 2:
                both = model.variable(term.weight * amount, integer=False)
                model.row(-1, {both: 1, pair[0]: -1, pair[1]: -1})


def _add_sets(model: Model, at: At, problem: Problem, term: TogetherTerm) -> None:
    areas: dict[Hashable, list[Place]] = {}
    for place in problem.places:
        areas.setdefault(term.area(place), []).append(place)
    for keys in term.sets:
        model.constant -= term.weight
        for places in areas.values():
            there = model.variable(term.weight, integer=False)
            for key in keys:
                row = {at[key, place.key]: -1.0 for place in places if (key, place.key) in at}
                model.row(0, {there: 1.0, **row})


def _add_sharing(
    model: Model,
    at: At,
    used: dict[str, Variable],
    problem: Problem,
    term: SharingTerm,
) -> None:
    for place in problem.places:
        if term.code == "fewest":
            model.cost[used[place.key]] += term.weight
        elif term.code == "hosts":
            others = model.variable(term.weight, len(problem.subjects), integer=False)
            row = {
                at[key, place.key]: 1.0
                for key in hosts_of(problem.subjects)
                if (key, place.key) in at
            }
            model.row(-1, {others: 1.0, **dict.fromkeys(row, -1.0)})
            model.row(0, {others: 1.0, used[place.key]: -1.0, **row})
        elif term.code == "alone":
            units: dict[str, list[Variable]] = {}
            for one in problem.subjects:
                if (one.key, place.key) in at:
                    units.setdefault(one.person.unit or "", []).append(at[one.key, place.key])
            for variables in units.values():
                alone = model.variable(term.weight, integer=False)
                some, several = model.variable(), model.variable()
                for variable in variables:
                    model.row(0, {some: 1.0, variable: -1.0})
                model.row(0, {several: -2.0, **dict.fromkeys(variables, 1.0)})
                model.row(0, {alone: 1.0, some: -1.0, several: 1.0})
        else:
            raise NotImplementedError(term.code)


def model_of_rooms(problem: Problem) -> Model:
    """The program of rooms for one or two: a variable for each pair on each floor.

    Rooms of a floor with as many beds are alike, which the general program does not see.
    """
    model = Model()
    kinds: dict[tuple[Hashable, int], int] = {}
    for place in problem.places:
        kinds[place.group, place.capacity] = kinds.get((place.group, place.capacity), 0) + 1
    fewest = sum(term.weight for term in problem.terms if isinstance(term, SharingTerm))
    pairs = [term for term in problem.terms if isinstance(term, PairTerm)]
    of_person: dict[str, Sum] = {one.key: {} for one in problem.subjects}
    on_floor: dict[tuple[str, Hashable], Sum] = {}
    rooms_of: dict[tuple[Hashable, int], Sum] = {kind: {} for kind in kinds}
    shared: dict[frozenset[str], Sum] = {}
    groups: list[Sequence[Subject]] = [(one,) for one in problem.subjects]
    groups += [
        pair
        for pair in combinations(problem.subjects, 2)
        if not any(term.hard and term.cost(*pair) for term in pairs)
    ]
    for group in groups:
        cost = fewest
        if len(group) == 2:
            cost += sum(term.weight * term.cost(*group) for term in pairs if not term.hard)
        for floor, beds in kinds:
            if len(group) <= beds:
                variable = model.variable(cost)
                rooms_of[floor, beds][variable] = 1.0
                for one in group:
                    of_person[one.key][variable] = 1.0
                    on_floor.setdefault((one.key, floor), {})[variable] = -1.0
                if len(group) == 2:
                    keys = frozenset(one.key for one in group)
                    shared.setdefault(keys, {})[variable] = 1.0
    for row in of_person.values():
        model.row(1, row, 1)
    for kind, count in kinds.items():
        model.row(0, rooms_of[kind], count)
    for term in problem.terms:
        if isinstance(term, TogetherTerm) and term.code == "wishes":
            for keys in term.sets:
                model.constant += term.weight
                for variable in shared.get(keys, {}):
                    model.cost[variable] -= term.weight
        elif isinstance(term, TogetherTerm):
            for keys in term.sets:
                model.constant -= term.weight
                for floor in {floor for floor, _ in kinds}:
                    there = model.variable(term.weight, integer=False)
                    for key in keys:
                        model.row(0, {there: 1.0, **on_floor.get((key, floor), {})})
    return model


def optimum_of(problem: Problem, seconds: float = 60, log: str = "") -> Optimum:
    """The least cost of a problem of `tests.support.placing`."""
    is_rooms = any(place.group is not None for place in problem.places)
    model = model_of_rooms(problem) if is_rooms else model_of(problem)
    return model.solve(seconds, log)


@dataclass(frozen=True)
class Case:
    """A random problem, and its optimum as HiGHS found it."""

    kind: str
    people: int
    number: int
    optimum: int = 0
    is_proven: bool = False
    seconds: float = 0

    def __str__(self) -> str:
        return f"{self.kind}-{self.people}-{self.number}"

    @property
    def problem(self) -> Problem:
        return PROBLEMS[self.kind](self.number, self.people)


PROBLEMS: dict[str, Callable[[int, int], Problem]] = {
    "rooms": rooms,
    "tables": tables,
    "minibuses": lambda number, people: coaches(number, people, seats=(9, 14)),
}
OPTIMA = Path(__file__).parents[1] / "assign" / "optima.csv"
LOGS = Path(__file__).parents[2] / ".cache" / "optima"
FIELDS = ("kind", "people", "number", "optimum", "proven", "seconds")


def solved_cases() -> tuple[Case, ...]:
    """The sixty cases of optima.csv."""
    with OPTIMA.open(encoding="utf-8", newline="") as file:
        return tuple(
            Case(
                row["kind"],
                int(row["people"]),
                int(row["number"]),
                int(row["optimum"]),
                row["proven"] == "yes",
                float(row["seconds"]),
            )
            for row in csv.DictReader(file)
        )


def random_cases() -> Iterator[Case]:
    """Sixty cases of 12 to 40 people."""
    random = Random(24)
    for number in range(60):
        yield Case(list(PROBLEMS)[number % 3], random.randint(12, 40), number)


def write_optima(seconds: float = 60) -> None:
    """Prove the optima of all cases, each for so many seconds at most."""
    LOGS.mkdir(parents=True, exist_ok=True)
    with OPTIMA.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        for case in random_cases():
            log = LOGS / f"{case}.log"
            log.unlink(missing_ok=True)
            found = optimum_of(case.problem, seconds, str(log))
            proven = "yes" if found.is_proven else "no"
            facts = (found.cost, proven, f"{found.seconds:.1f}")
            writer.writerow((case.kind, case.people, case.number, *facts))
            file.flush()


if __name__ == "__main__":
    write_optima()
