"""What a reader can work out from published numbers: bounds by linear programming. Shares no code with the product."""

from math import ceil, floor

import highspy


class Reading:
    """Unknown whole numbers that are not negative, and the equations somebody has read off pages and papers."""

    def __init__(self):
        self.cells, self.known, self.rows = {}, {}, []

    def cell(self, name):
        return self.cells.setdefault(name, len(self.cells))

    def read(self, name, number):
        """Take a printed number down; None where the sign of a hidden one stands. Two papers must not disagree."""
        self.cell(name)
        if number is not None:
            assert self.known.setdefault(name, number) == number, f"{name}: {self.known[name]} and {number}"

    def add(self, whole, parts, difference=0):
        """Take down that a cell is the sum of others, plus a printed number."""
        self.rows.append((self.cell(whole), [self.cell(part) for part in parts], difference))

    @property
    def hidden(self):
        return [name for name in self.cells if name not in self.known]

    def narrowed(self, least=3):
        """Return {hidden cell: (lowest, highest)} of those that have fewer than `least` values left."""
        solver, free = self._model()
        found = {}
        for name in self.hidden:
            low = self._bound(solver, free[name], highspy.ObjSense.kMinimize)
            high = self._bound(solver, free[name], highspy.ObjSense.kMaximize)
            if floor(high + 1e-6) - ceil(low - 1e-6) + 1 < least:
                found[name] = ceil(low - 1e-6), floor(high + 1e-6)
        return found

    def _model(self):
        """Return a solver with a variable for each hidden cell, and {its name: its variable}."""
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)  # a process has as many as its first solver, and the planner's has one
        free = {name: i for i, name in enumerate(self.hidden)}
        for _ in free:
            solver.addVar(0, 1e6)
        names = list(self.cells)
        for whole, parts, constant in self.rows:
            terms, known = {}, constant
            for sign, cell in [(-1, whole), *((1, part) for part in parts)]:
                name = names[cell]
                if name in free:
                    terms[free[name]] = terms.get(free[name], 0) + sign
                else:
                    known += sign * self.known[name]
            if terms:
                solver.addRow(-known, -known, len(terms), list(terms), list(terms.values()))
            else:
                assert known == 0, f"{names[whole]} is not the sum of its parts"
        return solver, free

    @staticmethod
    def _bound(solver, variable, sense):
        solver.changeColCost(variable, 1)
        solver.changeObjectiveSense(sense)
        solver.run()
        assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        value = solver.getInfo().objective_function_value
        solver.changeColCost(variable, 0)
        return value
