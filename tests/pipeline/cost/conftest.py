"""Cards and evidence as `forecast cost` reads them, and its draws."""

import csv
import warnings

import pytest

from forecast.pipeline.cost.draws import learned
from forecast.pipeline.cost.inputs import load_cost_inputs
from tests.conftest import AS_OF, PRIORS


@pytest.fixture(scope="session")
def cost_inputs():
    return load_cost_inputs(PRIORS, AS_OF)


@pytest.fixture(scope="session")
def draws(cost_inputs):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a posterior that waits for its refit does not matter here
        return learned(cost_inputs.beliefs, cost_inputs.tables, PRIORS, 2000)


@pytest.fixture(scope="session")
def evidence_rows():
    """Rows of the serving evidence by id, as text."""
    with open(PRIORS / "evidence/serving/data.csv", newline="") as file:
        return {row["row_id"]: row for row in csv.DictReader(file)}


@pytest.fixture
def write(tmp_path):
    """A function that writes rows of text as a table."""

    def to_file(*rows):
        path = tmp_path / "table.csv"
        names = list(dict.fromkeys(name for row in rows for name in row))
        with open(path, "w", newline="") as file:
            writer = csv.DictWriter(file, names)
            writer.writeheader()
            writer.writerows(rows)
        return path

    return to_file
