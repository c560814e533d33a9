"""What a bare server comes to here and now: the same server and drivers as Usher's, doing next to nothing."""

import os
import sys
from pathlib import Path

from lib import wrk
from lib.processes import ROOT, Program, free_ports
from lib.wrk import Load


def run(script: str, path: str, url: str, below: Path, clients: list[int]) -> dict[int, Load]:
    """One run for each number of clients; none at all if there is no such server.

    :param url: the database."""
    program = Path(os.environ.get("USHER_BASELINE") or ROOT / ".build/release/usher-baseline")
    if not program.is_file():
        print(f"{program} is missing: there are no ratios.", file=sys.stderr)
        return {}
    port = free_ports(1)[0]
    server = Program([program, "--port", port, "--database", url], below / "baseline.log")
    try:
        server.wait_for_port(port)
        return {count: wrk.run(script, f"http://127.0.0.1:{port}{path}", connections=count) for count in clients}
    finally:
        server.stop()
