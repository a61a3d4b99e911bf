"""`--as-of` sees cards and rows that were published by then, in every command; nothing later."""

import datetime
import json
import shutil
from pathlib import Path

import pytest

from forecast import cli
from forecast.errors import InputError
from forecast.inputs.evidence import load_evidence
from forecast.inputs.ingest.csv_rows import extended
from forecast.inputs.ingest.rows import FeedRow
from forecast.pipeline.request import Request
from forecast.pipeline.run import load_inputs

CUT_OFF = datetime.date(2026, 11, 22)
DAY_AFTER = datetime.date(2026, 11, 23)


@pytest.fixture
def priors(tmp_path, priors_dir):
    folder = tmp_path / "priors"
    shutil.copytree(priors_dir, folder, ignore=shutil.ignore_patterns("posterior", ".*"))
    return folder


def later_than(tables, day):
    """Rows of any table that were published after a day."""
    return [
        (name, row)
        for name, table in tables.items()
        for row in table.rows
        if row["published_on"] > day
    ]


def plant(priors: Path, published: datetime.date) -> None:
    """A stock a hundred times as large, published on a day, under a key that exists."""
    path = priors / "evidence/compute_stock/data.csv"
    table = load_evidence(priors)["compute_stock"]
    row = next(r for r in table.rows if r["quantity"] == "cumulative_h100e")
    leak = {**row, "value": 100 * row["value"], "high": None, "published_on": published}
    path.write_bytes(extended(path.read_bytes(), table.card, [FeedRow(None, leak)], path))


def inputs_on(priors, day, vintage="published"):
    return load_inputs(Request(day, None, (), 10, 1, priors, vintage)).tables


@pytest.mark.parametrize("day", ["2021-05-01", "2023-01-01", "2025-02-15", "2026-04-21"])
def test_no_table_shows_a_row_published_later(priors_dir, day):
    cut_off = datetime.date.fromisoformat(day)
    tables = load_evidence(priors_dir, cut_off)
    assert later_than(tables, cut_off) == []
    assert later_than(load_evidence(priors_dir), cut_off) != []  # there is something to hide


def test_a_planted_leak_is_invisible_until_the_day_it_was_published(priors):
    before = inputs_on(priors, CUT_OFF)["compute_stock"].rows
    plant(priors, DAY_AFTER)
    assert inputs_on(priors, CUT_OFF)["compute_stock"].rows == before
    after = inputs_on(priors, DAY_AFTER)["compute_stock"].rows
    assert [row for row in after if row["published_on"] == DAY_AFTER] != []
    assert len(after) == len(before)  # the revision takes the place of the old row


def test_the_test_itself_sees_a_leak(priors):
    plant(priors, DAY_AFTER)
    assert len(later_than(load_evidence(priors, DAY_AFTER), CUT_OFF)) == 1


@pytest.mark.slow
def test_the_keys_of_the_posterior_do_not_move_by_what_comes_later(priors):
    from forecast.commands.doctor import current_keys

    before = current_keys(priors, CUT_OFF)
    plant(priors, DAY_AFTER)
    assert current_keys(priors, CUT_OFF) == before
    assert current_keys(priors, DAY_AFTER)["stock"] != before["stock"]


def test_a_row_from_the_future_is_an_error(priors):
    plant(priors, datetime.date(2190, 1, 1))
    with pytest.raises(InputError, match="published after the run date"):
        load_evidence(priors, CUT_OFF)


def test_observable_counts_retrospective_rows_from_when_they_could_be_seen(priors_dir):
    day = datetime.date(2024, 6, 1)
    strict = load_evidence(priors_dir, day)["compute_stock"].rows
    pseudo = load_evidence(priors_dir, day, "observable")["compute_stock"].rows
    assert len(pseudo) > len(strict)
    assert max(row["observable_on"] or row["published_on"] for row in pseudo) <= day


def test_a_run_reads_the_vintage_it_is_asked_for(priors):
    plant(priors, DAY_AFTER)  # a retrospective row: its figures were public years before
    strict, pseudo = (
        inputs_on(priors, CUT_OFF, vintage)["compute_stock"].rows
        for vintage in ("published", "observable")
    )
    assert DAY_AFTER not in {row["published_on"] for row in strict}
    assert DAY_AFTER in {row["published_on"] for row in pseudo}


def explained(priors, capsys, day):
    words = ["explain", "shipments_h100e", "--as-of", str(day), "--json", "--priors", str(priors)]
    assert cli.main(words) == 0
    return json.loads(capsys.readouterr().out)


def test_explain_shows_rows_and_the_posterior_as_of_the_day(priors, priors_dir, capsys):
    extra = {"observed_on": datetime.date(2026, 6, 30), "published_on": DAY_AFTER}
    path = priors / "evidence/compute_stock/data.csv"
    table = load_evidence(priors)["compute_stock"]
    row = FeedRow(None, {**table.rows[0], **extra})
    path.write_bytes(extended(path.read_bytes(), table.card, [row], path))
    summary = json.loads((priors_dir / "posterior/summary.json").read_text())
    for block in summary["blocks"].values():
        block["as_of"] = str(DAY_AFTER)
    (priors / "posterior").mkdir()
    (priors / "posterior/summary.json").write_text(json.dumps(summary))
    early, late = (explained(priors, capsys, day) for day in (CUT_OFF, DAY_AFTER))
    n_rows = [
        next(t["rows"] for t in each["evidence"] if t["name"] == "compute_stock")
        for each in (early, late)
    ]
    assert n_rows == [len(table), len(table) + 1]
    assert (early["posterior"], late["posterior"] is None) == (None, False)


def test_a_vintage_is_one_of_two_words(capsys):
    assert cli.main(["run", "--vintage", "later"]) == 3
    assert "accepted: published or observable" in capsys.readouterr().err
