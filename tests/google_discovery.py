"""Google's own description of its answers, as JSON Schema that refuses unknown fields: what an emulator's are held to."""

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

DOCUMENT = json.loads(
    (files("googleapiclient") / "discovery_cache" / "documents" / "calendar.v3.json").read_text("utf-8")
)
FORMATS = {"date-time": "date-time", "date": "date"}


def converted(schema: dict[str, Any]) -> dict[str, Any]:
    """One schema of a discovery document; objects without free keys are closed."""
    if "$ref" in schema:
        return {"$ref": f"#/$defs/{schema['$ref']}"}
    result: dict[str, Any] = {"type": schema["type"]} if schema.get("type", "any") != "any" else {}
    if schema.get("format") in FORMATS:
        result["format"] = FORMATS[schema["format"]]
    if "enum" in schema:
        result["enum"] = schema["enum"]
    if "items" in schema:
        result["items"] = converted(schema["items"])
    if schema.get("type") == "object":
        result["properties"] = {key: converted(part) for key, part in schema.get("properties", {}).items()}
        free = schema.get("additionalProperties")
        result["additionalProperties"] = converted(free) if free else False
    return result


DEFINITIONS = {name: converted(schema) for name, schema in DOCUMENT["schemas"].items()}
ERROR_ROW = {
    "type": "object",
    "required": ["domain", "reason", "message"],
    "properties": {
        key: {"type": "string"} for key in ("domain", "reason", "message", "locationType", "location")
    },
    "additionalProperties": False,
}
ERROR = {
    "type": "object",
    "required": ["error"],
    "additionalProperties": False,
    "properties": {
        "error": {
            "type": "object",
            "required": ["errors", "code", "message"],
            "additionalProperties": False,
            "properties": {
                "errors": {"type": "array", "minItems": 1, "items": ERROR_ROW},
                "code": {"type": "integer"},
                "message": {"type": "string"},
            },
        }
    },
}


ANSWERS = {"error": ERROR} | {name: {"$ref": f"#/$defs/{name}"} for name in DEFINITIONS}


def problems_in(entries: Iterable[dict[str, Any]]) -> list[str]:
    """What is wrong with the answers in an emulator's journal; those spoilt on purpose are not judged."""
    return [problem for entry in entries for problem in problems_of_entry(entry)]


def problems_of_entry(entry: dict[str, Any]) -> list[str]:
    """What is wrong with one of them."""
    if not entry["path"].startswith("/calendar/v3/") or entry["fault"]:
        return []
    if entry["status"] >= 400:
        return _problems("error", entry["answer"])
    override = {key.lower(): value for key, value in entry["headers"].items()}.get("x-http-method-override")
    name = _schema_of(override or entry["method"], entry["path"])
    if name is None or entry["status"] in (204, 304):
        return [] if entry["answer"] == "" else [f"unexpected body {entry['answer']!r}"]
    return _problems(name, entry["answer"])


def _problems(name: str, answer: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in _validator(name).iter_errors(answer)]


@cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(ANSWERS[name] | {"$defs": DEFINITIONS}, format_checker=FormatChecker())


def _schema_of(http_method: str, path: str) -> str | None:
    """The schema of a successful answer; None where there is no body."""
    for named, pattern, schema in _methods():
        if named == http_method and pattern.fullmatch(path):
            return schema
    raise LookupError(f"Google has no {http_method} {path}")


@cache
def _methods() -> list[tuple[str, re.Pattern[str], str | None]]:
    """HTTP method, path and schema of the answer of every method of the API."""
    return [
        (
            method["httpMethod"],
            re.compile(
                "/" + re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(DOCUMENT["servicePath"] + method["path"]))
            ),
            method["response"]["$ref"] if "response" in method else None,
        )
        for method in _described(DOCUMENT)
    ]


def _described(resource: dict[str, Any]) -> list[dict[str, Any]]:
    own = list(resource.get("methods", {}).values())
    return own + [method for part in resource.get("resources", {}).values() for method in _described(part)]
