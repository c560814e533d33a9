"""The figures of a benchmark, as a table to read and as JSON to keep."""

from dataclasses import dataclass

from lib.wrk import CONNECTIONS, Load

ENGINES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}
HEAD = f"{'per second':>11}{'p50 ms':>9}{'p99 ms':>9}{'ratio':>8}"


@dataclass
class Figure:
    """One rate on one engine, from so many clients at once, and what a bare server came to with as many."""

    what: str
    engine: str
    clients: int
    load: Load
    rate: float
    bare: float | None

    @property
    def ratio(self) -> float | None:
        return round(self.rate / self.bare, 3) if self.bare else None

    @property
    def key(self) -> str:
        """SQLite and the usual number of clients go without saying."""
        engine = [] if self.engine == "sqlite" else [self.engine]
        clients = [] if self.clients == CONNECTIONS else [str(self.clients)]
        return "-".join([*engine, self.what, *clients])

    @property
    def cells(self) -> str:
        ratio = "–" if self.ratio is None else f"{self.ratio:.3f}"
        return f"{self.rate:11,.0f}{self.load.p50:9.2f}{self.load.p99:9.2f}{ratio:>8}"

    @property
    def flaw(self) -> str | None:
        """What casts a doubt on the figure."""
        flaws = []
        if self.load.refused or self.load.broken:
            flaws.append(f"{self.load.refused} refused, {self.load.broken} without an answer")
        if self.load.short:
            flaws.append("no start was left in the end: the true rate is higher")
        return f"{self.key}: {'; '.join(flaws)}" if flaws else None


def table(figures: list[Figure]) -> str:
    """One line for each rate and number of clients, the engines side by side."""
    rows: dict[tuple[str, int], dict[str, str]] = {}
    for figure in figures:
        rows.setdefault((figure.what, figure.clients), {})[figure.engine] = figure.cells
    lines = [
        f"{'':28}" + "".join(f"  {name:^{len(HEAD)}}" for name in ENGINES.values()),
        f"{'':20}{'clients':>8}" + f"  {HEAD}" * len(ENGINES),
    ]
    for (what, clients), cells in rows.items():
        sides = "".join(f"  {cells.get(engine, ''):{len(HEAD)}}" for engine in ENGINES)
        lines.append(f"{what:20}{clients:8}{sides}".rstrip())
    return "\n".join(lines + [figure.flaw for figure in figures if figure.flaw])


def as_json(figures: list[Figure]) -> dict:
    return {
        figure.key: {"value": round(figure.rate, 1), "unit": "1/s", "ratio": figure.ratio}
        for figure in figures
    }
