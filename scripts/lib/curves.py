"""How a cost grows with what is there: points on a curve, as a table to read and as JSON to keep."""

from dataclasses import dataclass, field


@dataclass
class Point:
    # Hosts, or appointments.
    size: int
    # What one costs, in milliseconds of this machine; the ratios are of these.
    cost: float
    # Other figures of the point, by their names.
    others: dict[str, float] = field(default_factory=dict)


@dataclass
class Curve:
    """What it costs to do one thing, over growing sizes."""

    key: str
    what: str
    # What the size counts.
    of: str
    points: list[Point] = field(default_factory=list)

    def ratio(self, point: Point) -> float:
        return point.cost / self.points[0].cost

    @property
    def lines(self) -> list[str]:
        head = f"{self.what}\n{self.of:>14}{'cost ms':>11}{'ratio':>8}"
        names = list(self.points[0].others)
        rows = [head + "".join(f"{name:>14}" for name in names)]
        for point in self.points:
            others = "".join(f"{point.others[name]:14,.2f}" for name in names)
            rows.append(f"{point.size:14,}{point.cost:11.4f}{self.ratio(point):8.2f}{others}")
        return rows

    @property
    def json(self) -> dict:
        return {
            "what": self.what,
            "size": self.of,
            "unit": "ms",
            "points": [
                {
                    "size": point.size,
                    "value": round(point.cost, 4),
                    "ratio": round(self.ratio(point), 3),
                    **{name.replace(" ", "_"): round(value, 3) for name, value in point.others.items()},
                }
                for point in self.points
            ],
        }


def table(curves: list[Curve]) -> str:
    return "\n\n".join("\n".join(curve.lines) for curve in curves if curve.points)


def as_json(curves: list[Curve]) -> dict:
    return {curve.key: curve.json for curve in curves if curve.points}
