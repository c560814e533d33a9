"""Usher's commands as an operator types them."""

import subprocess
from dataclasses import dataclass

from demo import BINARY
from lib.processes import PASSWORD, clean_environment

SECRET = "a secret that is long enough for a test"


@dataclass
class Ending:
    """How a command ended, and all that it said."""

    code: int
    text: str


def type_in(database_url, *words, seconds=20, **settings):
    """Types `usher` and more words, and waits for the end, which has to come within so many seconds."""
    environment = {"USHER_DATABASE_URL": database_url, "USHER_SECRET": SECRET, "USHER_PASSWORD": PASSWORD}
    done = subprocess.run(
        [str(BINARY), *words], env=clean_environment() | environment | settings, timeout=seconds,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return Ending(done.returncode, done.stdout)
