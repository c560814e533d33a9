"""Runs wrk with one of the Lua scripts in scripts/bench.d."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from lib.processes import ROOT

SCRIPTS = ROOT / "scripts/bench.d"
CONNECTIONS = 64
THREADS = 2
# How long each run takes: USHER_BENCH_SECONDS, shorter to try something out.
SECONDS = int(os.environ.get("USHER_BENCH_SECONDS") or 5)


@dataclass
class Load:
    """What a run came to; times in milliseconds."""

    requests: int
    seconds: float
    p50: float
    p99: float
    # Answers of 400 and above, and requests without an answer.
    refused: int
    broken: int
    created: int
    # Whether the run ended early because nothing was left to ask for.
    short: bool

    @property
    def rate(self) -> float:
        return (self.requests - self.refused) / self.seconds

    @property
    def creation_rate(self) -> float:
        return self.created / self.seconds


def require_wrk():
    if not shutil.which("wrk"):
        raise SystemExit("wrk is missing: apt-get install wrk")


def run(script: str, url: str, *arguments: str | Path, connections: int = CONNECTIONS) -> Load:
    command = [
        "wrk",
        f"-t{min(THREADS, connections)}",
        f"-c{connections}",
        f"-d{SECONDS}s",
        "--timeout",
        "30s",
        "-s",
        f"{script}.lua",
        url,
        "--",
        *map(str, arguments),
    ]
    done = subprocess.run(command, cwd=SCRIPTS, capture_output=True, text=True, timeout=SECONDS + 60)
    lines = [line for line in done.stdout.splitlines() if line.startswith("RESULT ")]
    if done.returncode != 0 or not lines:
        raise RuntimeError(f"wrk {script}: {done.stderr.strip() or done.stdout.strip()}")
    return Load(**json.loads(lines[0].removeprefix("RESULT ")))
