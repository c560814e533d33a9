"""What slots cost to compute, without a server or a database: what `usher-slots` says."""

import os
import subprocess
import sys
from pathlib import Path

from lib.processes import ROOT


def run() -> dict[str, float]:
    """Its figures by their names; none at all if there is no such program.

    The program is USHER_SLOTS, or .build/release/usher-slots."""
    program = Path(os.environ.get("USHER_SLOTS") or ROOT / ".build/release/usher-slots")
    if not program.is_file():
        print(f"{program} is missing: nothing is said about computing slots.", file=sys.stderr)
        return {}
    done = subprocess.run([program], capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        raise RuntimeError(f"usher-slots: {done.stderr.strip() or done.stdout.strip()}")
    return dict(figure for line in done.stdout.splitlines() if (figure := parsed(line)))


def parsed(line: str) -> tuple[str, float] | None:
    """A line of a name and a number; others are for people to read."""
    name, _, value = line.partition(" ")
    try:
        return name, float(value)
    except ValueError:
        return None
