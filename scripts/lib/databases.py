"""The two engines as the proofs see them: an address for Usher's settings, and rows to look at."""

import sqlite3
from contextlib import closing
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
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=10)) as live:
            rows = live.execute(sql).fetchall()
        return [["" if value is None else str(value) for value in row] for row in rows]

    def fill(self, statements: list[str]):
        """Inserts in bulk, all or nothing, while no Usher serves. What rows refer to is not looked up."""
        with closing(sqlite3.connect(self.path, timeout=10, isolation_level=None)) as own:
            for setting in ["foreign_keys = OFF", "synchronous = OFF", "cache_size = -524288"]:
                own.execute(f"PRAGMA {setting}")
            for statement in ["BEGIN", *statements, "COMMIT", "PRAGMA wal_checkpoint(TRUNCATE)"]:
                own.execute(statement)


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

    def fill(self, statements: list[str]):
        """Inserts in bulk, all or nothing, while no Usher serves. What rows refer to is not looked up.

        The server gathers its statistics anew at once, as it does by itself sooner or later."""
        haste = ["SET LOCAL session_replication_role = replica", "SET LOCAL synchronous_commit = off"]
        self.server.query(self.name, ";\n".join(["BEGIN", *haste, *statements, "COMMIT"]), seconds=600)
        self.server.query(self.name, "VACUUM ANALYZE", seconds=300)


Database = SQLiteFile | PostgresDatabase
