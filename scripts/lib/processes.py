"""Starts programs for the proofs and the benchmarks, and ends exactly those, by their process id."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PORTS = range(15_000, 30_000)
# Of everybody in the demo and in the proofs.
PASSWORD = "usher-demo"


def binary() -> Path:
    """The program under test: USHER_BINARY, or the release build."""
    path = Path(os.environ.get("USHER_BINARY") or ROOT / ".build/release/usher")
    if not path.is_file():
        raise SystemExit(f"{path} is missing: run `make build`, or name another by USHER_BINARY.")
    return path.resolve()


def free_ports(count: int) -> list[int]:
    """Ports of the loopback interface that nobody uses; all are held until the last is known.

    They are below those that the system gives to outgoing connections, one of which could otherwise take the port
    of a program that is down for a moment: even a connection to that very port."""
    sockets = []
    try:
        while len(sockets) < count:
            one = socket.socket()
            sockets.append(one)
            try:
                one.bind(("127.0.0.1", random.choice(PORTS)))
            except OSError:
                sockets.pop().close()
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def end_in_good_order():
    """Lets a request to end do what Ctrl-C does: every `with` is left, and so ends what it started."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


class Started:
    """Starts in a `with`, whose end stops it, even if it has come up only in part."""

    def start(self):
        raise NotImplementedError

    def stop(self):
        raise NotImplementedError

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.stop()


class Program:
    """One program that was started here, with its output kept in a file."""

    def __init__(self, command: list, log: Path, environment: dict | None = None):
        self.command = [str(part) for part in command]
        self.log = log
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=clean_environment() | (environment or {}),
            )

    def wait_for_port(self, port: int, seconds: float = 30):
        """Returns when the port takes connections."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.command[1]} ended by itself: {self.last_words()}")
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError(f"{self.command[1]} did not listen within {seconds:.0f} s: {self.last_words()}")

    def kill(self):
        """Ends it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self, seconds: float = 20):
        """Asks it to end; one that does not listen is killed."""
        if self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()

    def last_words(self) -> str:
        lines = self.log.read_text(errors="replace").strip().splitlines()
        return " / ".join(lines[-5:])


def usher(settings: dict, *arguments: str) -> str:
    """Runs one of Usher's commands to its end. Returns what it says."""
    done = subprocess.run(
        [binary(), *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
        env=clean_environment() | settings | {"USHER_PASSWORD": PASSWORD},
    )
    if done.returncode != 0:
        raise RuntimeError(f"usher {arguments[0]}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def clean_environment() -> dict:
    """This process's environment without settings of an Usher that the developer may run."""
    ours = ("USHER_", "PORT", "SANDBOX_PORT")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}
