import json

import pytest

from forecast import cli
from tests.commands.schemas import validate

FEW = ["--seed", "1", "--draws", "3000", "--quiet"]


@pytest.mark.slow
def test_json_fits_its_schema(capsys):
    assert cli.main(["what-if", "human_level_date=2030", "--n", "1e6", "--json", *FEW]) == 0
    found = json.loads(capsys.readouterr().out)
    validate(found)
    assert found["solve"] is None
    assert found["n"] == 1e6
    assert found["conditions"][0]["low"] == 2030


@pytest.mark.slow
def test_solve_fits_its_schema(capsys):
    goal = ["--solve", "human_level_date", "--for", "1e6 by 2040 >= 0.6"]
    assert cli.main(["what-if", *goal, "--json", *FEW]) == 0
    found = json.loads(capsys.readouterr().out)
    validate(found)
    assert found["conditioned"] is None
    assert 2027 < found["solve"]["value"] < 2041


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ([], 2, "give conditions such as"),
        (["human_level_date=2030", "--solve", "x", "--for", "y"], 2, "give conditions such as"),
        (["--solve", "x"], 2, "--solve NAME and --for GOAL belong together"),
        (["--solve", "x", "--for", "y"], 2, "--for reads"),
        (["load_factor"], 2, "NAME=VALUE"),
        (["load_factor=0.5", "--n", "many"], 2, "--n takes a number above 0"),
        (["lode_factor=0.5"], 3, "load_factor"),
        (["load_factor=5"], 3, "0.01 to 1"),
    ],
)
def test_what_cannot_be_asked(arguments, code, told, capsys):
    assert cli.main(["what-if", *arguments, *FEW]) == code
    assert told in capsys.readouterr().err
