import json

import pytest

from forecast import cli
from tests.commands.schemas import validate


def _json(capsys, *arguments):
    assert cli.main(["explain", *arguments, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    validate(found)
    return found


def test_everything_on_the_card_is_told(capsys):
    found = _json(capsys, "lifetime_years")
    assert found["unit"] == "year"
    entry = found["entries"][0]
    assert entry["in_force"]
    assert entry["sources"][0]["key"]
    assert found["prior"]["q05"] < found["prior"]["q50"] < found["prior"]["q95"]


def test_a_fitted_quantity_names_its_evidence(capsys):
    found = _json(capsys, "flop_per_usd")
    names = {table["name"] for table in found["evidence"]}
    assert "accelerator_prices" in names
    assert all(table["rows"] > 0 for table in found["evidence"])


@pytest.mark.parametrize("name", ["lifetime_years", "human_level_date", "weight_bits"])
def test_text_is_ascii_and_80_columns(name, capsys):
    assert cli.main(["explain", name]) == 0
    text = capsys.readouterr().out
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= 80
    assert f"{name} [" in text


def test_an_unknown_name_gets_the_nearest_and_3(capsys):
    assert cli.main(["explain", "lifetime_yeers"]) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "did you mean 'lifetime_years'?" in captured.err


def test_a_picture_is_written_and_its_kind_checked(tmp_path, capsys):
    for name in ("a.svg", "a.png"):
        assert cli.main(["explain", "lifetime_years", "--out", str(tmp_path / name)]) == 0
        assert (tmp_path / name).stat().st_size > 1000
    assert cli.main(["explain", "lifetime_years", "--out", str(tmp_path / "a.pdf")]) == 2
    assert "must end in .svg or .png" in capsys.readouterr().err
