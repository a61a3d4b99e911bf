"""One command from observations to what moved, on the real evidence."""

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from forecast import cli
from tests.commands.published import ID
from tests.commands.published import RUN as RUN_AS_PUBLISHED
from tests.commands.schemas import validate

RUN = ("--draws", "20000", "--seed", "1", "--as-of", "2026-11-24", "--quiet")


FILES = Path(__file__).parents[1] / "inputs/feeds/files"
COUNTS = str(FILES / "nvidia_cumulative_totals.csv")
SHARE = "observed_on,entity,value\n2026-09-01,another lab,0.45\n"
PRICE = "observed_on,value\n2025-12-31,0.09\n"  # of electricity: in a table that is fitted
COMMON = """
unit = "{unit}"
is_projection = false
published_on = 2026-10-01
published_on_basis = "source_dated"
source_title = "a post"
"""
COLUMNS = {
    "inference_vs_training": ("observed_on", "entity", "value"),
    "economy": ("observed_on", "value"),
}
CONSTANTS = {
    "inference_vs_training": 'period = "2026-09"\nquantity = "inference_share_of_compute"'
    + COMMON.format(unit="fraction"),
    "economy": 'year = 2025\nquantity = "us_industrial_electricity_price"\ndefinition = "USD/kWh"\n'
    + "is_partial_year = false"
    + COMMON.format(unit="usd_per_kwh"),
}
# Runs the command, and kills the process when a function is called for the nth time.
KILLED_AT = """
import importlib, os, signal, sys
from forecast import cli
module, name, at = importlib.import_module(sys.argv[1]), sys.argv[2], int(sys.argv[3])
function, calls = getattr(module, name), []
def dying(*given, **named):
    calls.append(1)
    if len(calls) == at:
        os.kill(os.getpid(), signal.SIGKILL)
    return function(*given, **named)
setattr(module, name, dying)
sys.exit(cli.main(sys.argv[4:]))
"""


@pytest.fixture
def two_feeds(tmp_path):
    """Words of two feeds that change two data sets; both blocks can be reweighted."""
    words = []
    for dataset, text in (("inference_vs_training", SHARE), ("economy", PRICE)):
        table, mapping = tmp_path / f"{dataset}.csv", tmp_path / f"{dataset}.toml"
        table.write_text(text)
        columns = "\n".join(f'{name} = "{name}"' for name in COLUMNS[dataset])
        mapping.write_text(
            f'dataset = "{dataset}"\n[columns]\n{columns}\n[constants]\n{CONSTANTS[dataset]}'
        )
        words += ["--feed", "generic_csv", str(table), str(mapping)]
    return words


@pytest.fixture
def priors(few_scenarios, tmp_path):
    return shutil.copytree(few_scenarios, tmp_path / "priors")


def updated(capsys, *flags):
    capsys.readouterr()
    code = cli.main(["update", *flags, "--json", "--quiet"])
    found = json.loads(capsys.readouterr().out)
    validate(found)
    return code, found


def test_an_unknown_feed_is_a_usage_error(capsys):
    assert cli.main(["update", "--feed", "genai_price"]) == 2
    assert "genai_prices" in capsys.readouterr().err


@pytest.mark.slow
def test_evidence_as_it_is_refits_nothing_and_nothing_moves(folder, few_scenarios, capsys):
    where = ("--reports", str(folder.parent), "--priors", str(few_scenarios))
    code, found = updated(capsys, *where, *RUN_AS_PUBLISHED[:-1])
    assert code == 0
    assert found["since"] == ID
    assert {each["source"] for each in found["blocks"]} <= {"shipped", "cache"}
    assert len(found["numbers"]) == 12
    assert all(each["change"] in (0.0, None) for each in found["numbers"])


@pytest.mark.slow
def test_a_dry_run_judges_the_feed_and_writes_nothing(priors, capsys):
    before = (priors / "evidence/llm_prices/data.csv").read_bytes()
    code, found = updated(capsys, "--priors", str(priors), "--feed", "genai_prices", "--dry-run")
    assert code in (0, 3)
    assert found["feeds"][0]["dataset"] == "llm_prices"
    assert found["feeds"][0]["read"] > 1000
    assert not found["feeds"][0]["written"]
    assert found["numbers"] == []
    assert (priors / "evidence/llm_prices/data.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["epoch_hardware"], 2, "needs a file or an https address"),
        (["generic_csv", COUNTS], 2, "a mapping that names one"),
        (["genai_prices", "a", "b", "c"], 2, "a name, a file or address, a mapping"),
        (["epoch_hardware", COUNTS, "x.toml"], 2, "takes no mapping"),
        (["epoch_hardware", "http://example.org/x.csv"], 3, "not an address that is read"),
        (["epoch_models", COUNTS], 3, "column missing"),
    ],
)
def test_a_feed_that_cannot_be_read_is_told_before_anything_is_run(capsys, words, code, told):
    assert cli.main(["update", "--feed", *words, "--dry-run"]) == code
    assert told in capsys.readouterr().err


def test_feeds_from_files_are_judged_and_their_rows_shown(priors, capsys):
    words = ("--feed", "epoch_chip_counts", COUNTS)
    words += ("--feed", "epoch_hardware", str(FILES / "ml_hardware.csv"))
    words += ("--feed", "epoch_models", str(FILES / "notable_ai_models.csv"))
    code, found = updated(capsys, "--priors", str(priors), *words, "--dry-run")
    assert code == 0
    counts = found["feeds"][0]
    assert (counts["dataset"], counts["new"]) == ("compute_stock", 3)
    assert [each["dataset"] for each in found["feeds"][1:]] == ["accelerators", "model_sizes"]
    assert cli.main(["update", "--priors", str(priors), *words, "--dry-run"]) == 0
    assert "new: 2025-12-31 | cumulative_h100e" in capsys.readouterr().out


@pytest.mark.slow
def test_a_little_more_data_is_reweighted_and_it_says_so(
    priors, two_feeds, tmp_path, capsys, monkeypatch
):
    monkeypatch.setenv("FORECAST_CACHE_DIR", str(tmp_path / "cache"))  # nothing made before
    words = ("--priors", str(priors), "--reports", str(tmp_path / "none"), *RUN[:-1])
    code, found = updated(capsys, *words, *two_feeds)
    assert code == 0
    assert [each["written"] for each in found["feeds"]] == [True, True]
    made = {each["block"]: each["why"] for each in found["blocks"] if each["why"]}
    assert "fitted" not in {each["source"] for each in found["blocks"]}
    assert "k-hat" in made.pop("inference_share")
    assert {"economy", "hardware", "prices"} <= set(made)  # they read the price index beside it
    assert all(why.endswith("the rows it selects are the same") for why in made.values())
    assert found["since"] is None
    code, again = updated(capsys, *words, *two_feeds)
    assert [each["written"] for each in again["feeds"]] == [False, False]
    assert {each["source"] for each in again["blocks"]} <= {"shipped", "cache"}
    assert again["numbers"] == found["numbers"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "function", "call", "is_new"),
    [
        ("pipeline.update", "rerun", 1, False),
        ("inputs.ingest.pair", "write_atomically", 3, False),  # between the data sets, in drafts
        ("writeup.publication.place", "refuse_failed", 1, False),
        ("writeup.publication.place", "sync_folder", 1, True),
        ("inputs.ingest.pair", "put_in_place", 3, True),  # between the data sets, in place
    ],
)
def test_a_killed_update_leaves_evidence_and_ledger_as_they_were_or_wholly_after(
    priors, two_feeds, tmp_path, capsys, module, function, call, is_new
):
    reports, tables = tmp_path / "reports", ("economy", "inference_vs_training")
    before = {name: (priors / "evidence" / name / "data.csv").read_bytes() for name in tables}
    words = ["update", "--priors", str(priors), "--reports", str(reports), *two_feeds]
    words += ["--publish", "x", *RUN]
    place = (f"forecast.{module}", function, str(call))
    done = subprocess.run([sys.executable, "-c", KILLED_AT, *place, *words], capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert cli.main(["check", "--priors", str(priors), "--quiet"]) == 0
    after = {name: (priors / "evidence" / name / "data.csv").read_bytes() for name in tables}
    assert [after[name] != before[name] for name in tables] == [is_new, is_new]
    assert (reports / "2026-11-24-x" / "MANIFEST.json").exists() == is_new
    capsys.readouterr()
    assert cli.main(["reproduce", "--reports", str(reports), "2026-11-24-x"]) == (
        0 if is_new else 2
    )
