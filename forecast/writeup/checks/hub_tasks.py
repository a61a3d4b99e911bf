"""Checks of the hub's files against its hub-config: nothing that is not asked, and all of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from forecast.writeup.checks.folder import Folder
from forecast.writeup.checks.hub import ORACLE, SERIES
from forecast.writeup.hub import MISSING, TASKS
from forecast.writeup.hub_config import ADMIN_FILE, METADATA_FILE, POINTS, SCHEMAS, TASKS_FILE

LONGEST_ID = 30  # characters of a target's id, by the schema of hubs
LONGEST_NAME = 100  # characters of its name and unit
ADMIN_KEYS = (
    "schema_version",
    "name",
    "maintainer",
    "contact",
    "repository",
    "file_format",
    "timezone",
)
Key = tuple[str, ...]


def hub_config_has_its_version(folder: Folder) -> Iterator[str]:
    """Tasks and settings name the schema they are written for."""
    for path, name in ((TASKS_FILE, "tasks-schema"), (ADMIN_FILE, "admin-schema")):
        found = folder.json(path).get("schema_version")
        if found != f"{SCHEMAS}/{name}.json":
            yield f"{path} is of schema {found}"


def hub_settings_are_told(folder: Folder) -> Iterator[str]:
    """Settings say who keeps the hub and in which form it takes files."""
    found = folder.json(ADMIN_FILE)
    yield from (f"no {name}" for name in ADMIN_KEYS if not found.get(name))


def hub_targets_are_described(folder: Folder) -> Iterator[str]:
    """Every task describes its one target, within the lengths that hubs allow."""
    for task in _tasks(folder):
        target = task["task_ids"]["target"]["required"]
        (told,) = task["target_metadata"]
        if told["target_keys"] != {"target": target[0]} or told["target_id"] != target[0]:
            yield f"a task of {target} describes {told['target_id']}"
        lengths = (len(told["target_id"]), len(told["target_name"]), len(told["target_units"]))
        if lengths[0] > LONGEST_ID or max(lengths) > LONGEST_NAME:
            yield f"{told['target_id']} has a name that is too long"


def hub_rows_are_asked(folder: Folder) -> Iterator[str]:
    """Every row is one of a task, of an output type and id that the task takes."""
    asked = _by_key(folder)
    for row in folder.hub:
        kinds = asked.get(_key(row), {})
        if row["output_type"] not in kinds:
            yield f"not asked: {_key(row)} as {row['output_type']}"
        elif not _takes(kinds[row["output_type"]], row["output_type_id"]):
            yield f"not asked: {row['output_type']} {row['output_type_id']} of {_key(row)}"


def hub_tasks_are_answered(folder: Folder) -> Iterator[str]:
    """Every output type that is required is told, with every id that is required."""
    told: dict[tuple[Key, str], set[str]] = {}
    for row in folder.hub:
        told.setdefault((_key(row), row["output_type"]), set()).add(row["output_type_id"])
    for key, kinds in _by_key(folder).items():
        for kind, asked in kinds.items():
            found = told.get((key, kind), set())
            wanted = {MISSING} if kind in POINTS else _ids(asked)
            if asked["is_required"] and {*map(_plain, wanted)} - {*map(_plain, found)}:
                yield f"not answered: {kind} of {key}"


def hub_samples_are_as_many_as_asked(folder: Folder) -> Iterator[str]:
    """A task has no fewer and no more samples than it takes."""
    asked = _by_key(folder)
    for key, rows in folder.tasks("sample"):
        params = asked[key[:-1]]["sample"]["output_type_id_params"]
        if not params["min_samples_per_task"] <= len(rows) <= params["max_samples_per_task"]:
            yield f"{len(rows)} samples of {key}"


def hub_values_are_within_bounds(folder: Folder) -> Iterator[str]:
    """Every value lies within the bounds of its task."""
    asked = _by_key(folder)
    for row in folder.hub:
        bounds = asked[_key(row)][row["output_type"]]["value"]
        low, high = bounds.get("minimum", -1e300), bounds.get("maximum", 1e300)
        if not low <= float(row["value"]) <= high:
            yield f"{row['output_type']} of {row['target']} is {row['value']}"


def hub_target_data_are_asked(folder: Folder) -> Iterator[str]:
    """Target data are of tasks that the hub asks; oracle output is of ids that it asks."""
    asked = {key[1:]: kinds for key, kinds in _by_key(folder).items()}
    for path in (SERIES, ORACLE):
        for row in folder.csv(path):
            kinds = asked.get(tuple(row[name] for name in TASKS[1:]))
            kind = row.get("output_type")
            if kinds is None:
                yield f"{path} tells of {row['target']}, which is not asked"
            elif kind and not _takes(kinds.get(kind, {}), row["output_type_id"]):
                yield f"{path} tells {kind} {row['output_type_id']}, which is not asked"


def hub_metadata_fit_their_schema(folder: Folder) -> Iterator[str]:
    """The metadata of the model have every field that the hub asks for."""
    schema = folder.json(METADATA_FILE)
    for path in folder.hub_paths:
        lines = folder.text(f"model-metadata/{path.split('/')[1]}.yml").splitlines()
        found = {line.partition(":")[0] for line in lines if not line.startswith(" ")}
        yield from (f"no {name}" for name in schema["required"] if name not in found)
        yield from (f"{name} is not asked" for name in found - set(schema["properties"]))


def _tasks(folder: Folder) -> list[dict[str, Any]]:
    return [task for each in folder.json(TASKS_FILE)["rounds"] for task in each["model_tasks"]]


def _by_key(folder: Folder) -> dict[Key, dict[str, Any]]:
    """Output types by the values of the task columns, as they stand in the files."""
    return {
        tuple(_cell(task["task_ids"][name]) for name in TASKS): task["output_type"]
        for task in _tasks(folder)
    }


def _cell(values: Mapping[str, Any]) -> str:
    told = [*(values["required"] or ()), *(values["optional"] or ())]
    return str(told[0]) if told else MISSING


def _key(row: Mapping[str, str]) -> Key:
    return tuple(row[name] for name in TASKS)


def _ids(asked: Mapping[str, Any]) -> set[str]:
    return {str(each) for each in asked.get("output_type_id", {}).get("required") or ()}


def _takes(asked: Mapping[str, Any], told: str) -> bool:
    if "output_type_id_params" in asked:
        return told.isdigit()
    wanted = asked.get("output_type_id", {}).get("required") or ()
    return told == MISSING if not wanted else float(told) in wanted


def _plain(told: str) -> str:
    return told if told == MISSING else f"{float(told):g}"


CHECKS = (
    hub_config_has_its_version,
    hub_settings_are_told,
    hub_targets_are_described,
    hub_rows_are_asked,
    hub_tasks_are_answered,
    hub_samples_are_as_many_as_asked,
    hub_values_are_within_bounds,
    hub_target_data_are_asked,
    hub_metadata_fit_their_schema,
)
