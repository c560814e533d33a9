"""Zoom's own OpenAPI specification: what an answer must be, and which errors there are."""

import json
import re
from datetime import datetime
from functools import cache
from urllib.parse import urlsplit

from jsonschema import Draft4Validator, FormatChecker
from lib.processes import ROOT

FOLDER = ROOT.parent / "shared" / "reference" / "zoom-openapi"
FILES = ["meetings-api-2025-10.json", "users-api-2026-02.json"]
SUCCESS = range(200, 300)

formats = FormatChecker(formats=["email"])
formats.checks("date-time", raises=ValueError)(lambda text: bool(datetime.fromisoformat(text)))
formats.checks("uri")(lambda text: bool(urlsplit(text).scheme))
formats.checks("int64")(lambda number: not isinstance(number, int) or abs(number) < 2**63)


@cache
def _paths():
    # Members are optional nearly everywhere, so that an answer fits more than one of its kinds.
    texts = [(FOLDER / name).read_text().replace('"oneOf"', '"anyOf"') for name in FILES]
    assert not any('"$ref"' in text for text in texts)
    return {path: calls for text in texts for path, calls in json.loads(text)["paths"].items()}


class Call:
    """One call, by its method and the path in the specification."""

    def __init__(self, method, path):
        self._told = _paths()[path][method.lower()]

    @property
    def body(self):
        """The schema of what is sent."""
        return self._told["requestBody"]["content"]["application/json"]["schema"]

    def faults(self, answer):
        """What contradicts the specification, in words."""
        told = self._told["responses"].get(str(answer.status))
        if not told:
            return [f"the status {answer.status} is not foreseen"]
        if answer.status not in SUCCESS:
            return self._faults_of_error(told["description"], answer.json)
        if "content" not in told:
            return ["there is a body"] * bool(answer.text)
        return faults(self._schema(answer), answer.json)

    def strangers(self, answer):
        """The members that the specification does not know."""
        return _strangers([self._schema(answer)], answer.json, "")

    def _schema(self, answer):
        return self._told["responses"][str(answer.status)]["content"]["application/json"]["schema"]

    def _faults_of_error(self, description, error):
        """Errors are foreseen in prose: a code, and a text with the names of what goes into it."""
        foreseen = re.findall(r"\*\*Error Code:\*\* `(\d+)` <br>\n (.*?) <br>", description)
        is_known = any(
            error["code"] == int(code) and _pattern(text).fullmatch(error["message"])
            for code, text in foreseen)
        return [] if is_known or not foreseen else [f"{error} is not one of {foreseen}"]


def faults(schema, value):
    found = Draft4Validator(schema, format_checker=formats).iter_errors(value)
    return [f"{fault.json_path}: {fault.message}" for fault in found]


def example(schema):
    """A value made of the examples that a schema gives."""
    if known := _members([schema]):
        return {name: example(schemas[0]) for name, schemas in known.items()}
    return [example(schema["items"])] if "items" in schema else schema["example"]


def _strangers(schemas, value, place):
    if isinstance(value, list):
        items = [part["items"] for schema in schemas for part in _parts(schema) if "items" in part]
        return {name for one in value for name in _strangers(items, one, f"{place}[]")}
    known = _members(schemas)
    if not isinstance(value, dict) or not known:
        return set()
    found = {f"{place}.{name}" for name in value.keys() - known.keys()}
    for name in value.keys() & known.keys():
        found |= _strangers(known[name], value[name], f"{place}.{name}")
    return found


def _members(schemas):
    """The schemas of every member, by its name."""
    found = {}
    for part in (part for schema in schemas for part in _parts(schema)):
        for name, schema in part.get("properties", {}).items():
            found.setdefault(name, []).append(schema)
    return found


def _parts(schema):
    """A schema and all that it is put together of."""
    yield schema
    for word in ["allOf", "anyOf"]:
        for one in schema.get(word, []):
            yield from _parts(one)


def _pattern(text):
    literal = re.split(r"\{\w+\}|\$\w+", text.replace("`", ""))
    return re.compile(".+".join(re.escape(part) for part in literal))
