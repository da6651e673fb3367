"""The areas of a kota or the province by how far they are behind the pace, from frozen figures alone. Pure."""

from dataclasses import dataclass

from okoce.formats import UNKNOWN, angka, persen
from reports.papers import paces


@dataclass(frozen=True)
class Place:
    """One area of a larger one at the stage that its paper opens with."""

    code: str
    name: str
    kota: str
    people: int | None
    added: int | None
    target: int
    expected: int

    @property
    def behind(self):
        """People missing from the pace, negative when ahead; None where it is hidden."""
        return None if self.people is None else self.expected - self.people

    @property
    def gap(self):
        return None if self.people is None else max(self.target - self.people, 0)

    @property
    def share(self):
        return None if self.people is None or not self.target else self.people / self.target


def ranked(areas, stage, figures):
    """[Place], those furthest behind first; what is hidden or has no target stands last, by its code."""
    places = [_place(row, stage, figures) for row in areas]
    return sorted(
        places, key=lambda place: (not place.target or place.people is None, -(place.behind or 0), place.code)
    )


def _place(row, stage, figures):
    target = row["targets"][stage]
    return Place(
        code=row["code"],
        name=row["name"],
        kota=row["kota"],
        people=row["stages"][stage],
        added=row["added"][stage],
        target=target,
        expected=paces.expected({"target": target}, figures),
    )


def rows(places):
    """The ranking as it stands on paper; a place without a target has no rank."""
    return [
        {
            "rank": angka(number) if place.target and place.people is not None else UNKNOWN,
            "name": place.name,
            "kota": place.kota,
            "people": paces.shown(place.people),
            "added": paces.changed(place.added),
            "target": angka(place.target) if place.target else "",
            "expected": angka(place.expected),
            "behind": _behind(place),
            "gap": paces.shown(place.gap),
            "share": paces.HIDDEN if place.people is None else persen(place.people, place.target),
        }
        for number, place in enumerate(places, start=1)
    ]


def _behind(place):
    if place.behind is None:
        return paces.HIDDEN
    return angka(place.behind) if place.behind > 0 else "sesuai laju"


def by_stage(areas, figures):
    """Areas × stages, in the order of their codes, with the larger area's own figures below."""
    keys = [row["stage"] for row in figures["stages"]]
    own = {row["stage"]: row["people"] for row in figures["stages"]}
    return {
        "head": ["Menunggu", *(row["name"] for row in figures["stages"])],
        "rows": [
            {
                "name": row["name"],
                "people": [paces.shown(row["waiting"]), *(paces.shown(row["stages"][key]) for key in keys)],
            }
            for row in areas
        ],
        "sum": {
            "name": "Jumlah",
            "people": [paces.shown(figures["waiting"]), *(paces.shown(own[key]) for key in keys)],
        },
    }
