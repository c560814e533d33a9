"""The figures that have a target: how they stand, and what each is measured on."""

from dataclasses import dataclass

# What the unit says in the table, and whether less is better.
UNITS = {"1/s": ("/s", False), "ms": ("ms", True), "B": ("B", True)}


@dataclass
class Standing:
    """One figure beside its target."""

    key: str
    value: float
    unit: str
    # To the baseline of the same run.
    ratio: float | None
    target: float | None
    # How many calendars and hosts, and what of them.
    measured_on: str

    @property
    def is_met(self) -> bool | None:
        if self.target is None:
            return None
        return self.value < self.target if UNITS[self.unit][1] else self.value >= self.target

    @property
    def cells(self) -> str:
        word, less = UNITS[self.unit]
        value = f"{self.value:,.3f} {word}" if less else f"{self.value:,.0f} {word}"
        target = "" if self.target is None else f"{'<' if less else '≥'} {self.target:,.0f} {word}"
        met = {None: "", True: "met", False: "NOT MET"}[self.is_met]
        ratio = "–" if self.ratio is None else f"{self.ratio:.3f}"
        return f"{self.key:31}{value:>13}{target:>12}  {met:8}{ratio:>7}  {self.measured_on}"


def table(standings: list[Standing]) -> str:
    head = f"{'':31}{'':>13}{'target':>12}  {'':8}{'ratio':>7}  measured on"
    return "\n".join([head] + [standing.cells for standing in standings])


def as_json(standings: list[Standing]) -> dict:
    return {
        standing.key: {
            "value": round(standing.value, 3),
            "unit": standing.unit,
            "ratio": standing.ratio,
            "target": standing.target,
            "met": standing.is_met,
        }
        for standing in standings
    }
