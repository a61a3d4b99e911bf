import json
import shutil

import pytest

from forecast import cli
from forecast.inputs.evidence import load_table
from tests.commands.schemas import validate

ROW = {
    "--date": "2026-06-30",
    "--quantity": "cumulative_h100e",
    "--scope": "NVIDIA data-centre chips, shipped since 2022-01-01",
    "--value": "2.1e7",
    "--kind": "cumulative",
    "--unit": "h100e",
    "--source": "https://epoch.ai/data/ai-chip-sales",
}


@pytest.fixture
def priors(tmp_path, priors_dir):
    folder = tmp_path / "priors"
    shutil.copytree(priors_dir, folder, ignore=shutil.ignore_patterns("posterior", ".*"))
    return folder


def flags(**other):
    row = {**ROW, **{f"--{name.replace('_', '-')}": value for name, value in other.items()}}
    return [word for pair in row.items() if pair[1] is not None for word in pair]


def observe(priors, *words):
    return cli.main(["observe", "compute_stock", *words, "--priors", str(priors)])


def test_a_row_by_flags(priors, capsys):
    assert observe(priors, *flags(), "--dry-run", "--json") == 0
    looked = json.loads(capsys.readouterr().out)
    validate(looked)
    assert not looked["written"]
    assert looked["filled_in"]["verification"] == "primary"
    assert looked["filled_in"]["source_url"] == ROW["--source"]
    assert "value" not in looked["filled_in"]
    assert observe(priors, *flags()) == 0
    assert "filled in: published_on" in capsys.readouterr().out
    row = load_table(priors, "compute_stock").rows[-1]
    assert (row["value"], str(row["observed_on"])) == (2.1e7, "2026-06-30")
    assert observe(priors, *flags(), "--json") == 0
    assert json.loads(capsys.readouterr().out)["counts"]["unchanged"] == 1


def test_what_rows_of_the_same_scope_agree_on_is_filled_in(priors, capsys):
    assert observe(priors, *flags(kind=None, unit=None), "--dry-run", "--json") == 0
    filled = json.loads(capsys.readouterr().out)["filled_in"]
    assert (filled["kind"], filled["unit"]) == ("cumulative", "h100e")
    assert filled["h100e_basis"] == "8-bit dense, 1979e12 op/s"


def test_what_is_missing_is_said_a_line_each(priors, capsys):
    assert observe(priors, "--date", "2026-06-30", "--value", "2.1e7", "--source", "x") == 3
    told = capsys.readouterr().err
    first, *lines = told.splitlines()
    assert first == "forecast: a row of compute_stock lacks"
    flags = [line.split(":")[0].strip() for line in lines]
    assert flags == ["--quantity", "--scope", "--unit", "--kind"]
    assert (
        lines[-1]
        .lstrip()
        .startswith("--kind: cumulative, flow, computed_sum or published_point, such")
    )
    assert max(map(len, lines)) <= 150


@pytest.mark.parametrize(
    ("other", "code", "told"),
    [
        ({"value": "1,000"}, 3, "write 1000"),
        ({"valeu": "1"}, 3, "did you mean 'value'"),
        ({"date": "31.6.2026"}, 3, "not an ISO date"),
        ({"unit": "kiloh100"}, 3, "1 row refused"),
        ({"published_on": "2199-01-01"}, 3, "1 row refused"),
        ({"published_on": "2026-06-01"}, 3, "1 row refused"),
        ({"low": "3e7", "high": "1e7"}, 3, "1 row refused"),
    ],
)
def test_bad_cells(priors, capsys, other, code, told):
    before = (priors / "evidence/compute_stock/data.csv").read_bytes()
    assert observe(priors, *flags(**other)) == code
    assert told in capsys.readouterr().err
    assert (priors / "evidence/compute_stock/data.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["loose"], "is no column"),
        (["--value"], "needs a cell"),
        (["--value", "1", "--value=2"], "stands twice"),
    ],
)
def test_flags_that_are_none(priors, capsys, words, told):
    assert observe(priors, *words) == 2
    assert told in capsys.readouterr().err


def test_another_value_of_the_same_day_is_a_conflict(priors, capsys):
    assert observe(priors, *flags(published_on="2026-07-01")) == 0
    other = flags(published_on="2026-07-01", value="3e7")
    assert observe(priors, *other) == 3
    assert observe(priors, *other, "--accept") == 0
    capsys.readouterr()


def test_what_follows_is_filled_in_for_a_price(priors, capsys):
    cells = {
        "--date": "2026-11-01",
        "--published": "2026-11-01",
        "--provider": "OpenAI",
        "--model": "openai/gpt-9-2026-10-01",
        "--price-plan": "standard",
        "--usd-per-million-input-tokens": "1",
        "--usd-per-million-output-tokens": "5",
        "--date-basis": "effective_documented",
        "--first-party-price": "true",
        "--open-weight-hosted": "false",
        "--rolling-alias": "false",
        "--confidence": "high",
        "--source": "https://openai.com/pricing",
    }
    words = [word for pair in cells.items() for word in pair]
    assert cli.main(["observe", "llm_prices", *words, "--priors", str(priors), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["filled_in"]["model_key"] == "gpt-9"
    assert document["filled_in"]["usd_per_million_tokens_blended_3to1"] == 2.0
    assert document["row"]["published_on_basis"] == "source_dated"


def test_a_line_break_in_a_cell_is_refused(priors, capsys):
    before = (priors / "evidence/compute_stock/data.csv").read_bytes()
    assert observe(priors, *flags(note="one\ntwo", unit="kiloh100"), "--json") == 3
    told = json.loads(capsys.readouterr().out)["problems"]
    assert any("control characters" in problem["message"] for problem in told)
    assert (priors / "evidence/compute_stock/data.csv").read_bytes() == before
