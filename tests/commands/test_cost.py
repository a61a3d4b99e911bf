import csv
import json

import pytest

from forecast import cli
from tests.commands.schemas import validate
from tests.conftest import PRIORS

ROWS = PRIORS / "evidence/serving/data.csv"
LLAMA = [
    "--model", "Llama-3.3-70B-Instruct", "--accelerator", "H100", "--accelerators", "4",
    "--batch", "16", "--input-tokens", "2035", "--output-tokens", "300",
]  # fmt: skip


def said(capsys, *arguments):
    assert cli.main(["cost", *arguments, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    validate(document)
    return document


def test_one_configuration_fits_its_schema(capsys):
    document = said(capsys, *LLAMA)
    by_name = {row["quantity"]: row for row in document["rows"]}
    assert by_name["request_seconds"]["q10"] < 8.97 < by_name["request_seconds"]["q90"]  # measured
    shares = [row["q50"] for name, row in by_name.items() if name.startswith("share_")]
    assert sum(shares) == pytest.approx(1.0, abs=0.05)
    assert "training_days" not in by_name


def test_training_is_worked_out_on_request(capsys):
    arguments = ["--model", "Llama-3.1-405B", "--accelerator", "H100", "--accelerators", "16384"]
    document = said(capsys, *arguments, "--train-tokens", "15.6e12")
    by_name = {row["quantity"]: row for row in document["rows"]}
    # 6 * 405e9 * 15.6e12 FLOP at 989.4e12 a chip: 27.1 days at full peak.
    days, share = by_name["training_days"], by_name["training_flop_share"]
    assert days["q50"] * share["q50"] == pytest.approx(27.07, rel=0.01)
    assert days["q10"] < days["q50"] < days["q90"]
    assert by_name["training_usd"]["unit"] == "USD"


def test_a_table_fits_its_schema_and_drops_no_row(capsys, tmp_path):
    rows = list(csv.DictReader(ROWS.open()))[:12]
    path = tmp_path / "rows.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows([*rows, {**rows[-1], "row_id": "bad", "n_accelerators": "-1"}])
    document = said(capsys, "--table", str(path), "--baselines")
    told = {row["id"]: row["reason"] for row in document["rows"]}
    assert list(told) == [*(row["row_id"] for row in rows), "bad"]
    assert "must be above 0" in told["bad"]
    assert [name for name, reason in told.items() if reason and "accepted tokens" in reason] == [
        "srv-005", "srv-006", "srv-007",
    ]  # fmt: skip
    assert sum(reason is None for reason in told.values()) == 9


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ([], 2, "give --accelerator"),
        (["--baselines", *LLAMA], 2, "--baselines needs --table"),
        (["--table", "x.csv", "--batch", "2"], 2, "leave out --batch"),
        (["--leave-out", "--batch", "2"], 2, "--leave-out is asked for alone"),
        ([*LLAMA[:-1], "many"], 3, "is not a number"),
        ([*LLAMA, "--train-tokens", "-1"], 3, "--train-tokens: cannot be"),
        (["--model", "Llama-3.3-70B-Instruct", "--accelerator", "H100", "--accelerators", "1"], 3,
         "the weights do not fit"),
        (["--table", "no-such-file.csv"], 3, "no-such-file.csv"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked(arguments, code, told, capsys):
    assert cli.main(["cost", *arguments]) == code
    assert told in capsys.readouterr().err


def test_text_names_the_interval_and_what_binds(capsys):
    assert cli.main(["cost", *LLAMA]) == 0
    out = capsys.readouterr().out
    assert "USD per million output tokens" in out
    assert "What binds" in out
