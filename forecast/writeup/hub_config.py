"""What a hub asks of this forecast: hub-config/ in the form of hubverse schema 5.0.1.

The tasks are those of one round, the day of the forecast. A quantile that lies beyond the horizon
is no year, so its level is not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from forecast.writeup.answers import HORIZON_YEAR
from forecast.writeup.document import to_json

SCHEMAS = "https://raw.githubusercontent.com/hubverse-org/schemas/main/v5.0.1"
TASKS_FILE, ADMIN_FILE, METADATA_FILE = (
    f"hub-config/{name}.json" for name in ("tasks", "admin", "model-metadata-schema")
)
POINTS = ("mean", "median")
BINARY = {"minimum": 0, "maximum": 1}
DAYS_OPEN = 7  # days after its date in which a round takes files
METADATA_TEXTS = (
    "team_name", "team_abbr", "model_name", "model_abbr", "model_version", "license", "methods",
    "data_inputs",
)  # fmt: skip


def hub_config(
    rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...], units: Mapping[str, str], n: int
) -> dict[str, bytes]:
    """The files of hub-config/ for the rows of a model output.

    Parameters
    ----------
    rows : iterable of mapping
        Of the model output; None for what is missing.
    columns : tuple of str
        Task columns.
    units : mapping of str to str
        Unit of each target.
    n : int
        Most samples a task.

    Returns
    -------
    dict of str to bytes
    """
    return {
        TASKS_FILE: _json(tasks(rows, columns, units, n)),
        ADMIN_FILE: _json(ADMIN),
        METADATA_FILE: _json(METADATA),
    }


def tasks(
    rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...], units: Mapping[str, str], n: int
) -> dict[str, Any]:
    """The tasks of a round: what each may be told as, and within which bounds.

    Parameters
    ----------
    rows, columns, units, n
        As for `hub_config`.

    Returns
    -------
    dict
        A `tasks.json` of hubverse.
    """
    asked: dict[tuple[Any, ...], dict[str, dict[str, None]]] = {}
    for row in rows:
        kinds = asked.setdefault(tuple(row[name] for name in columns), {})
        kinds.setdefault(row["output_type"], {})[row["output_type_id"]] = None
    return {
        "schema_version": f"{SCHEMAS}/tasks-schema.json",
        "rounds": [
            {
                "round_id_from_variable": True,
                "round_id": "reference_date",
                "model_tasks": [
                    _task(dict(zip(columns, key, strict=True)), kinds, units, n)
                    for key, kinds in asked.items()
                ],
                "submissions_due": {"relative_to": "reference_date", "start": 0, "end": DAYS_OPEN},
            }
        ],
    }


def _task(
    ids: Mapping[str, Any], kinds: Mapping[str, Iterable[str]], units: Mapping[str, str], n: int
) -> dict[str, Any]:
    target = ids["target"]
    return {
        "task_ids": {
            name: {"required": None if value is None else [value], "optional": None}
            for name, value in ids.items()
        },
        "output_type": {kind: _kind(kind, [*told], target, n) for kind, told in kinds.items()},
        "target_metadata": [
            {
                "target_id": target,
                "target_name": target.capitalize(),
                "target_units": units[target],
                "target_keys": {"target": target},
                "target_type": "binary" if is_binary(target) else "continuous",
                "is_step_ahead": False,
            }
        ],
    }


def _kind(kind: str, told: list[str], target: str, n: int) -> dict[str, Any]:
    value = {"type": "double", **(BINARY if kind == "cdf" else bounds(target))}
    if kind == "sample":
        params = {"type": "integer", "min_samples_per_task": 1, "max_samples_per_task": n}
        return {"output_type_id_params": params, "value": value, "is_required": False}
    ids = None if kind in POINTS else [float(each) for each in told]
    return {"output_type_id": {"required": ids}, "value": value, "is_required": True}


def bounds(target: str) -> dict[str, float]:
    """Least and greatest value of a target, as far as it has them.

    Examples
    --------
    >>> bounds("gap"), bounds("never before the horizon")
    ({'minimum': 0}, {'minimum': 0, 'maximum': 1})
    """
    if is_binary(target):
        return dict(BINARY)
    if target.endswith("date"):
        return {"minimum": 2000, "maximum": HORIZON_YEAR + 1}
    return {"minimum": 0}


def is_binary(target: str) -> bool:
    """Whether a target either happens or does not."""
    return target.startswith("never") or target.endswith("reached")


def _json(value: Any) -> bytes:
    return f"{to_json(value)}\n".encode()


ADMIN = {
    "schema_version": f"{SCHEMAS}/admin-schema.json",
    "name": "Billion Copies",
    "maintainer": "Billion Copies contributors",
    "contact": {"name": "Billion Copies contributors"},
    "repository": {"name": "billion-copies"},
    "file_format": ["csv"],
    "timezone": "Africa/Abidjan",  # UTC the whole year; hubs do not take "UTC"
}
METADATA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Metadata of a model",
    "type": "object",
    "properties": {
        **{name: {"type": "string", "minLength": 1} for name in METADATA_TEXTS},
        "designated_model": {"type": "boolean"},
        "model_contributors": {
            "type": "array",
            "items": {"type": "object", "required": ["name"]},
        },
    },
    "required": [*METADATA_TEXTS, "designated_model", "model_contributors"],
    "additionalProperties": False,
}
