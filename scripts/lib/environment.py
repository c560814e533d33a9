"""Runs a script by the project's own Python, which has the packages that the proofs need."""

import os
import sys

from lib.processes import ROOT


def use_project_python():
    """Starts over in the environment that scripts/setup makes (USHER_VENV names another), if it is there."""
    home = os.environ.get("USHER_VENV") or str(ROOT / ".build/venv")
    python = os.path.join(home, "bin/python")
    if os.path.exists(python) and os.path.realpath(sys.prefix) != os.path.realpath(home):
        os.execv(python, [python, *sys.argv])
