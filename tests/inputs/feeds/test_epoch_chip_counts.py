"""Against rows of the published tables that the evidence already holds."""

import datetime

from forecast.inputs.feeds import epoch_chip_counts
from forecast.inputs.ingest.rows import Edition
from tests.inputs.feeds.conftest import TODAY


def test_sums_of_a_designer(ask, files):
    rows = ask.read(epoch_chip_counts, files / "nvidia_cumulative_totals.csv")
    assert rows.left_out == {"a quarter that is not complete": 1}
    plan = ask.plan(epoch_chip_counts, rows)
    assert (plan.unchanged, len(plan.new), plan.changed, plan.conflicts) == (6, 3, [], [])
    power = next(r.cells for r in plan.new if r.cells["quantity"] == "cumulative_chip_power_w")
    assert (power["value"], power["low"], power["high"]) == (8562e6, 7413e6, 9782e6)
    assert power["observed_on"] == datetime.date(2025, 12, 31)
    assert power["observable_on"] == datetime.date(2026, 3, 1)
    assert ask.refused(epoch_chip_counts, rows) == []


def test_chips_of_a_quarter(ask, files):
    rows = ask.read(epoch_chip_counts, files / "tpu_calendar_quarter_chip_timelines.csv")
    plan = ask.plan(epoch_chip_counts, rows)
    (new,) = plan.new
    assert plan.unchanged == 2
    assert (new.cells["scope"], new.cells["value"]) == ("Google TPU: TPU v7", 242740)


def test_another_edition_revises_under_the_old_key(ask, files, tmp_path):
    path = tmp_path / "ai_chip_sales_totals.csv"  # another name, another file of the same source
    text = (files / "nvidia_cumulative_totals.csv").read_text()
    path.write_text(text.replace("8317762", "8400000"))
    plan = ask.plan(epoch_chip_counts, ask.read(epoch_chip_counts, path))
    (change,) = plan.changed
    assert change.now.cells["source_title"] == change.was["source_title"]
    assert (change.was["value"], change.now.cells["value"]) == (8317762, 8400000)
    assert change.now.cells["published_on"] == TODAY


def test_the_edition_can_be_dated(ask, files):
    edition = Edition(TODAY, datetime.date(2026, 4, 22))
    rows = ask.read(epoch_chip_counts, files / "nvidia_cumulative_totals.csv", edition=edition)
    assert {row.cells["published_on_basis"] for row in rows.rows} == {"table_vintage"}
    assert {row.cells["published_on"] for row in rows.rows} == {datetime.date(2026, 4, 22)}
