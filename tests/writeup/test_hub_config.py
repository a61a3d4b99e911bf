import json

import pytest

from forecast.writeup.hub import NEVER, REACHED, TASKS, UNITS, hub_files
from forecast.writeup.hub_config import ADMIN_FILE, SCHEMAS, TASKS_FILE, bounds, tasks

ROW = {
    "reference_date": "2026-11-22", "scenario_id": "default", "target": "gap", "copies": 10,
    "wage_share": 1.0, "target_year": None,
}  # fmt: skip


def _told(*kinds):
    return [
        {**ROW, "output_type": kind, "output_type_id": each, "value": 1} for kind, each in kinds
    ]


def test_a_task_asks_what_is_told_and_no_more():
    rows = _told(("quantile", "0.1"), ("quantile", "0.5"), ("median", None), ("sample", "3"))
    (task,) = tasks(rows, TASKS, UNITS, 7)["rounds"][0]["model_tasks"]
    assert task["task_ids"]["copies"] == {"required": [10], "optional": None}
    assert task["task_ids"]["target_year"] == {"required": None, "optional": None}
    kinds = task["output_type"]
    assert kinds["quantile"]["output_type_id"] == {"required": [0.1, 0.5]}
    assert kinds["median"]["output_type_id"] == {"required": None}
    assert kinds["sample"]["output_type_id_params"]["max_samples_per_task"] == 7
    assert "cdf" not in kinds


def test_the_round_is_the_day_of_the_forecast():
    (round_,) = tasks(_told(("mean", None)), TASKS, UNITS, 7)["rounds"]
    assert round_["round_id_from_variable"] is True
    assert round_["round_id"] in round_["model_tasks"][0]["task_ids"]


@pytest.mark.parametrize(
    ("target", "most"), [(NEVER, 1), (REACHED, 1), ("human-level date", 2101), ("gap", None)]
)
def test_targets_have_the_bounds_they_have(target, most):
    assert bounds(target).get("maximum") == most


def test_files_are_json_of_the_named_schema(material):
    files = hub_files(material)
    assert json.loads(files[TASKS_FILE])["schema_version"] == f"{SCHEMAS}/tasks-schema.json"
    assert json.loads(files[ADMIN_FILE])["file_format"] == ["csv"]
