"""Checking a JSON object against the schema that ships with the package."""

from __future__ import annotations

import json
from importlib import resources

import jsonschema


def validate(document: dict) -> None:
    """Raise unless the object fits the schema it names."""
    name = document["schema"].removeprefix("forecast.").removesuffix("/1")
    text = (resources.files("forecast.writeup") / "schemas" / f"{name}.json").read_text()
    schema = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(document, schema, cls=jsonschema.Draft202012Validator)
