"""The two engines as the proofs see them: an address for Usher's settings, and rows to look at."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from lib.postgres import PostgresServer


@dataclass
class SQLiteFile:
    path: Path

    @property
    def url(self) -> str:
        return f"sqlite:{self.path}"

    def rows(self, sql: str) -> list[list[str]]:
        """Every value as text, a missing one as the empty text."""
        live = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=10)
        try:
            rows = live.execute(sql).fetchall()
        finally:
            live.close()
        return [["" if value is None else str(value) for value in row] for row in rows]


@dataclass
class PostgresDatabase:
    """One database of a server of ours."""

    server: PostgresServer
    name: str = "usher"

    @property
    def url(self) -> str:
        return self.server.url_of(self.name)

    def rows(self, sql: str) -> list[list[str]]:
        """Every value as text, a missing one as the empty text."""
        return self.server.query(self.name, sql)


Database = SQLiteFile | PostgresDatabase
