"""What `docs/permissions.md` says about who may do what."""

import re
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).parents[2] / "docs/permissions.md"
# What is live does not end by itself.
LIVE = "/events"


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    # The word of the table for who may use it.
    access: str

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def has_ids(self) -> bool:
        return "{" in self.path

    @property
    def is_for_keys(self) -> bool:
        return self.access == "keys"

    @property
    def is_open(self) -> bool:
        return self.access == "everybody"


def read() -> tuple[list[Route], dict[str, set[str]]]:
    """The routes, and the roles that each word lets in."""
    text = TABLE.read_text()
    routes = [
        Route(method, path, access)
        for method, path, access in re.findall(r"^\| `(\w+) (\S+)` \| ([^|]+?) \|$", text, re.M)
    ]
    matrix = [line.strip("| ").split(" | ") for line in re.findall(r"^\|[^`\n]+\|$", text, re.M)]
    roles = next(row for row in matrix if row[0] == "may use it" and len(row) > 2)[1:]
    let_in = {
        row[0]: {role for role, word in zip(roles, row[1:], strict=True) if word == "yes"}
        for row in matrix
        if len(row) == len(roles) + 1 and row[0] != "may use it" and not row[0].startswith("-")
    }
    return routes, let_in
