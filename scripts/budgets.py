"""Holds the tree to its budgets: the length of files and functions, escape hatches, and who may import what."""

import pathlib
import re
import subprocess
import sys

LONGEST_FILE = {"Sources": 400, "Tests": 600}
LONGEST_FUNCTION = {"Sources": 50, "Tests": 80}
HATCHES = re.compile(
    r"\btry!|\bas!|@unchecked Sendable|nonisolated\(unsafe\)|fatalError\(|catch\s*\{\s*\}|Task\.detached"
)
# Nothing long-lived starts here: a refresh of a token must outlive the caller that needed it.
TASKS = {
    "Sources/Operations/Connections/AccessToken.swift", "Sources/Operations/Connections/CallLedger.swift",
}
PROMISES = re.compile(r"\b(TODO|FIXME|XXX|HACK|unimplemented)\b")
# Web reads the store and writes only through Operations; an engine's types stay inside Database.
FORBIDDEN = [
    ("Sources/Web/", re.compile(r"store\.write\b"), "writes past Operations"),
    ("Sources/", re.compile(r"^package import GRDB|^public import GRDB"), "lets GRDB's types out"),
]
FUNCTION = re.compile(r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:[a-z]+ )*(?:func |init[?(<])")


def functions(lines):
    """Yields (first line, length) of every function, by matching braces."""
    for start, line in enumerate(lines):
        if not FUNCTION.match(line):
            continue
        depth, opened = 0, False
        for end in range(start, len(lines)):
            depth += lines[end].count("{") - lines[end].count("}")
            opened = opened or "{" in lines[end]
            if opened and depth <= 0:
                yield start + 1, end - start + 1
                break


def faults(path):
    text = pathlib.Path(path).read_text(errors="replace")
    lines = text.split("\n")
    area = path.split("/")[0]
    if len(lines) > LONGEST_FILE[area]:
        yield f"{path}: {len(lines)} lines, at most {LONGEST_FILE[area]}"
    for number, length in functions(lines):
        if length > LONGEST_FUNCTION[area]:
            yield f"{path}:{number}: a function of {length} lines, at most {LONGEST_FUNCTION[area]}"
    for number, line in enumerate(lines, 1):
        if PROMISES.search(line):
            yield f"{path}:{number}: promises later work"
        if area == "Sources" and HATCHES.search(line):
            yield f"{path}:{number}: an escape hatch: {line.strip()}"
        if area == "Sources" and re.search(r"\bTask\s*\{", line) and path not in TASKS:
            yield f"{path}:{number}: a task that nobody owns"
        for prefix, pattern, why in FORBIDDEN:
            if path.startswith(prefix) and pattern.search(line):
                yield f"{path}:{number}: {why}"


def main():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "Sources", "Tests"],
        capture_output=True, text=True, check=True)
    paths = [p for p in listed.stdout.split("\n") if p.endswith(".swift") and pathlib.Path(p).exists()]
    found = [fault for path in paths for fault in faults(path)]
    print("\n".join(found) if found else f"{len(paths)} files within their budgets")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
