"""A small integer programme given to HiGHS: columns, rows, a goal. The only module that loads the solver."""

from dataclasses import dataclass, field
from itertools import accumulate

import highspy

ENDLESS = highspy.kHighsInf
ALMOST_ONE = 0.999  # goals are whole numbers: nothing better is left within less than one
LOOKS_A_NODE = 10  # HiGHS looks at its limits several times a node, and at its root, which it counts as none
USABLE = {
    highspy.HighsModelStatus.kModelEmpty,
    highspy.HighsModelStatus.kOptimal,
    highspy.HighsModelStatus.kSolutionLimit,
    highspy.HighsModelStatus.kInterrupt,
}


class _Bounded(highspy.Highs):
    """HiGHS that prints nothing: its banner comes with callbacks of its own, which nobody here needs."""

    def enableCallbacks(self):
        self.setOptionValue("output_flag", False)

    def run_within(self, most_looks):
        """Search until it is done or has looked at its limits so often: the same number for the same programme.

        Raise RuntimeError where it fails.
        """
        looks = 0

        def look(kind, message, found, answer, data):
            nonlocal looks
            looks += 1
            answer.user_interrupt = looks > most_looks

        self.setCallback(look, None)
        self.startCallback(highspy.cb.HighsCallbackType.kCallbackMipInterrupt)
        self.run()
        if self.getModelStatus() not in USABLE:
            raise RuntimeError(f"HiGHS: {self.modelStatusToString(self.getModelStatus())}")


@dataclass(frozen=True)
class Found:
    """`bound`: no solution has a smaller cost. `cost` is that of `values`."""

    values: list
    cost: int
    bound: float


@dataclass
class Programme:
    """Integer columns from 0 to a limit, and rows of which the sum of columns times factors lies in a span."""

    limits: list = field(default_factory=list)
    rows: list = field(default_factory=list)

    def column(self, limit):
        """Add a column and return its number."""
        self.limits.append(limit)
        return len(self.limits) - 1

    def row(self, factors, *, least=-ENDLESS, most=ENDLESS):
        """Add a row of {column: factor}."""
        self.rows.append((factors, least, most))

    def minimise(self, costs, *, start, most_nodes):
        """Return the Found that makes the sum of {column: cost} least, as far as `most_nodes` of the search tell.

        One thread, a fixed seed and no clock: the same programme gives the same answer. `start` are values that keep
        all rows, and stand where nothing better was found. Costs are whole numbers.
        """
        solver = _Bounded()
        for name, value in {
            "threads": 1,
            "parallel": "off",
            "random_seed": 1,
            "mip_rel_gap": 0.0,
            "mip_abs_gap": ALMOST_ONE,
            "mip_max_nodes": most_nodes,
        }.items():
            solver.setOptionValue(name, value)
        solver.passModel(self._model(costs))
        solution = highspy.HighsSolution()
        solution.col_value = [float(value) for value in start]
        solver.setSolution(solution)
        solver.run_within(LOOKS_A_NODE * most_nodes)
        info = solver.getInfo()
        has_found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        values = [round(value) for value in solver.getSolution().col_value] if has_found else list(start)
        cost = sum(values[column] * each for column, each in costs.items())
        least = sum(min(0, each * self.limits[column]) for column, each in costs.items())
        return Found(values, cost, min(cost, max(least, info.mip_dual_bound)))

    def _model(self, costs):
        model = highspy.HighsLp()
        size = len(self.limits)
        model.num_col_, model.num_row_ = size, len(self.rows)
        model.col_cost_ = [float(costs.get(number, 0)) for number in range(size)]
        model.col_lower_, model.col_upper_ = [0.0] * size, [float(limit) for limit in self.limits]
        model.integrality_ = [highspy.HighsVarType.kInteger] * size
        model.row_lower_ = [float(least) for _, least, _ in self.rows]
        model.row_upper_ = [float(most) for _, _, most in self.rows]
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = list(accumulate((len(factors) for factors, *_ in self.rows), initial=0))
        model.a_matrix_.index_ = [column for factors, *_ in self.rows for column in factors]
        model.a_matrix_.value_ = [float(value) for factors, *_ in self.rows for value in factors.values()]
        return model
