"""The integer programme of a plan. Its columns count people by class, and sessions by groups of halls and teachers.

Counting by class is exact: who finishes by short sessions needs a matching of modules to slots, and a class whose
sessions use no slot more often than it has people can always be taken apart into such matchings (König: a bipartite
graph is coloured with as many colours as its largest degree). An all-day class teaches every module, so who sits in
one needs nothing else.
"""

import math
from collections import defaultdict
from dataclasses import dataclass, replace

from trainings.planner.linear import Found, Programme


@dataclass(frozen=True)
class Best:
    """The values of a search for most people, then for least cost; `bound`: nobody covers more people."""

    values: list
    people: int
    bound: int
    cost: Found


class Search:
    """Halls and teachers that are alike are counted together; so are days, where `times` says how many.

    Columns: `short` people of a class who finish by short sessions; `sits` people of a class in (slot, taught);
    `held` sessions of (slot, taught) in a group of halls; `given` the same by a group of teachers.
    """

    def __init__(self, problem, times=None):
        self.problem, self.programme = problem, Programme()
        self.times = times or dict.fromkeys(problem.slots, 1)
        self.times_of_day = {slot.day: number for slot, number in self.times.items()}
        self.possible, self.classes = problem.possible(), problem.classes()
        self.short, self.sits, self.held, self.given = {}, {}, {}, {}
        self.halls = _alike(self.possible, 0, problem.places)
        self.teachers = _alike(self.possible, 1, lambda teacher: 0)
        for number, (key, people) in enumerate(self.classes.items()):
            self._add_class(number, *key, len(people))
        self._add_sessions()
        self._add_limits()

    @property
    def size(self):
        return len(self.programme.limits)

    def best(self, start, most_nodes, limits=None):
        """Return the Best from these values on (None: from nothing), of columns within `limits` (None: their own)."""
        own, self.programme.limits = self.programme.limits, limits or self.programme.limits
        try:
            return self._best(start, most_nodes)
        finally:
            self.programme.limits = own

    def _best(self, start, most_nodes):
        people = self.people_columns()
        first = self.programme.minimise(
            dict.fromkeys(people, -1), start=start or [0] * self.size, most_nodes=most_nodes
        )
        self.programme.row(dict.fromkeys(people, 1), least=-first.cost)
        second = self.programme.minimise(self._costs(), start=first.values, most_nodes=most_nodes)
        self.programme.rows.pop()
        return Best(second.values, -first.cost, math.floor(-first.bound + 1e-6), second)

    def limits_from(self, other, values, alike):
        """Return the limits under which it holds and seats only what these values of a weekly Search do.

        `alike`: {day: the day that stands for it}.
        """
        limits = [0] * self.size
        for mine, theirs in ((self.sits, other.sits), (self.held, other.held), (self.given, other.given)):
            for (number, slot, taught), column in mine.items():
                in_week = theirs[number, replace(slot, day=alike[slot.day]), taught]
                limits[column] = min(self.programme.limits[column], values[in_week])
        for number, column in self.short.items():
            limits[column] = values[other.short[number]]
        return limits

    def lost_units(self, cost):
        """The part of a cost that is trading time."""
        return math.ceil(cost - 1e-6) // (self.problem.limits.sessions + 1)

    def _add_class(self, number, free, missing, size):
        """Each is in every module they miss exactly once, and nowhere twice at a time."""
        usable = [key for key in self.possible if not key[0].mask & ~free and missing & key[1]]
        short = [key for key in usable if not key[0].is_all_day]
        if set().union(*(taught for _, taught in short)) >= missing:
            self.short[number] = self._add_short(number, short, size, is_one=len(missing) == 1)
        for slot, taught in usable:
            if slot.is_all_day:
                self.sits[number, slot, taught] = self.programme.column(size)
        finishing = [column for key, column in self.sits.items() if key[0] == number and key[1].is_all_day]
        if number in self.short:
            finishing.append(self.short[number])
        self.programme.row(dict.fromkeys(finishing, 1), most=size)

    def _add_short(self, number, keys, size, *, is_one):
        """Return the column of who finishes by short sessions."""
        finish, by_module, by_slot = self.programme.column(size), defaultdict(dict), defaultdict(dict)
        for slot, taught in keys:
            column = self.sits[number, slot, taught] = self.programme.column(size)
            by_module[taught][column] = by_slot[slot][column] = 1
        for columns in by_module.values():
            self.programme.row(columns | {finish: -1}, least=0, most=0)
        for slot, columns in () if is_one else by_slot.items():
            self.programme.row(columns | {finish: -self.times[slot]}, most=0)
        return finish

    def _add_sessions(self):
        """A session has a hall and a teacher, and no more people than chairs."""
        sitting = defaultdict(list)
        for (_, slot, taught), column in self.sits.items():
            sitting[slot, taught].append(column)
        for key in self.possible:
            columns = sitting[key]
            if not columns:
                continue
            halls = self._open(self.held, self.halls, key)
            teachers = self._open(self.given, self.teachers, key)
            places = {column: -self.problem.places(group[0]) for column, group in halls.items()}
            self.programme.row(dict.fromkeys(columns, 1) | places, most=0)
            self.programme.row(dict.fromkeys(halls, 1) | dict.fromkeys(teachers, -1), most=0)

    def _open(self, columns, groups, key):
        """{column: group} of the groups that can have a session of this key."""
        added = {}
        for number, (keys, group) in enumerate(groups):
            if key in keys:
                columns[number, *key] = self.programme.column(len(group) * self.times[key[0]])
                added[columns[number, *key]] = group
        return added

    def _add_limits(self):
        limits = self.problem.limits
        for columns, groups in ((self.held, self.halls), (self.given, self.teachers)):
            used = defaultdict(list)
            for (number, slot, _), column in columns.items():
                for moment in slot.moments:
                    used[number, moment].append(column)
            for (number, (day, _)), at in used.items():
                self.programme.row(dict.fromkeys(at, 1), most=len(groups[number][1]) * self.times_of_day[day])
        at_once = defaultdict(list)
        for (_, slot, _), column in self.held.items():
            for moment in slot.moments:
                at_once[moment].append(column)
        if limits.at_once is not None:
            for (day, _), columns in at_once.items():
                self.programme.row(dict.fromkeys(columns, 1), most=limits.at_once * self.times_of_day[day])
        self.programme.row(dict.fromkeys(self.held.values(), 1), most=limits.sessions)

    def people_columns(self):
        """The columns that count who finishes."""
        return [*self.short.values(), *(column for (_, slot, _), column in self.sits.items() if slot.is_all_day)]

    def _costs(self):
        """Minutes of trading lost; among plans that lose the same, the sessions count."""
        more = self.problem.limits.sessions + 1
        unit = math.gcd(*(slot.trading_minutes for slot, _ in self.possible)) or 1
        costs = {column: slot.trading_minutes // unit * more for (_, slot, _), column in self.sits.items()}
        return costs | dict.fromkeys(self.held.values(), 1)


def _alike(possible, side, size):
    """[(what they can be used for, rows)]: halls or teachers of one size that can be used for the same, in order."""
    uses, rows = defaultdict(set), {}
    for key, sides in possible.items():
        for row in sides[side]:
            uses[row.pk].add(key)
            rows[row.pk] = row
    groups = defaultdict(list)
    for pk in sorted(rows):
        groups[size(rows[pk]), frozenset(uses[pk])].append(rows[pk])
    return [(keys, group) for (_, keys), group in sorted(groups.items(), key=lambda item: (-item[0][0], item[1][0].pk))]
