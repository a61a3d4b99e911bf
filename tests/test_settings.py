import datetime
from pathlib import Path

import pytest

from forecast.errors import InputError
from forecast.settings import KINDS, resolve, unknown_variables


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """An empty working folder and an empty user configuration."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("forecast.settings.user_settings_file", lambda: tmp_path / "user.toml")
    return tmp_path


def _write(folder, name, text):
    (folder / name).write_text(text)


def test_fault_57_precedence_from_built_in_to_flag(elsewhere):
    def draws(flags=None, environment=None):
        found = resolve(flags or {}, environment or {})["draws"]
        return found.value, found.origin

    assert draws() == (200_000, "built in")
    _write(elsewhere, "user.toml", "draws = 1000")
    assert draws() == (1000, str(elsewhere / "user.toml"))
    _write(elsewhere, "pyproject.toml", "[tool.forecast]\ndraws = 2000")
    assert draws() == (2000, "pyproject.toml [tool.forecast]")
    _write(elsewhere, "forecast.toml", "draws = 3000")
    assert draws() == (3000, "forecast.toml")
    assert draws(environment={"FORECAST_DRAWS": "4000"}) == (4000, "FORECAST_DRAWS")
    assert draws({"draws": "5000"}, {"FORECAST_DRAWS": "4000"}) == (5000, "flag")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DRAWS", "many"),
        ("DRAWS", "-1"),
        ("DRAWS", "1e5"),
        ("SEED", "1.5"),
        ("AS_OF", "22.11.2026"),
        ("AS_OF", "2026-02-31"),
        ("QUIET", "perhaps"),
    ],
)
def test_fault_56_a_bad_variable_is_named(name, value):
    with pytest.raises(InputError, match=f"FORECAST_{name}.*found '{value}'") as caught:
        resolve({}, {f"FORECAST_{name}": value})
    assert caught.value.exit_code == 3


def test_values_are_typed():
    environment = {
        "FORECAST_AS_OF": "2026-11-22",
        "FORECAST_PRIORS": "some/where",
        "FORECAST_SEED": "7",
        "FORECAST_QUIET": "yes",
    }
    found = {name: s.value for name, s in resolve({}, environment).items()}
    assert found["as_of"] == datetime.date(2026, 11, 22)
    assert found["priors"] == Path("some/where")
    assert (found["seed"], found["quiet"], found["scenario"]) == (7, True, None)


def test_a_bad_flag_is_named():
    with pytest.raises(InputError, match="--as-of: cannot be read"):
        resolve({"as_of": "today"}, {})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("drawz = 1", "forecast.toml: drawz: unknown setting.*did you mean draws"),
        ("draws = true", "forecast.toml: draws: cannot be read; found True"),
        ("draws =", "forecast.toml: is not TOML"),
        ("draws = 1\ndraws = 2", "forecast.toml: is not TOML"),
        ("as_of = 2026-11-22T00:00:00", "as_of: cannot be read"),
    ],
)
def test_a_bad_file_is_named(elsewhere, text, message):
    _write(elsewhere, "forecast.toml", text)
    with pytest.raises(InputError, match=message):
        resolve({}, {})


def test_a_huge_file_is_refused_by_size(elsewhere):
    _write(elsewhere, "forecast.toml", "#" * 300_000)
    with pytest.raises(InputError, match="larger than 256 kB"):
        resolve({}, {})


def test_an_empty_variable_says_nothing():
    assert resolve({}, {"FORECAST_SEED": ""})["seed"].origin == "built in"


def test_variables_nobody_reads_are_listed_with_the_nearest():
    assert unknown_variables({"FORECAST_DRAWZ": "1", "PATH": ""}) == {
        "FORECAST_DRAWZ": "FORECAST_DRAWS"
    }
    assert unknown_variables({f"FORECAST_{name.upper()}": "" for name in KINDS}) == {}
