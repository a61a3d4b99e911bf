"""What a real run hands to its publication: draws, curves, files, hashes."""

import datetime
import io
import zipfile

import numpy as np
import pytest

from forecast.pipeline import Request, run_forecast
from forecast.pipeline.origins import code_hash
from forecast.pipeline.publication import publication_material
from forecast.pipeline.publication.calibration import status_of
from forecast.pipeline.publication.curves import HUB_LEVELS
from forecast.pipeline.publication.draws import case_column
from forecast.pipeline.publication.snapshot import input_files
from forecast.writeup.checks import failed_checks
from forecast.writeup.publication.contents import Edition, contents
from forecast.writeup.publication.records import inputs_zip

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def forecast(priors_dir):
    request = Request(datetime.date(2026, 11, 24), None, (), 12_000, 3, priors_dir)
    return run_forecast(request)


@pytest.fixture(scope="module")
def real(forecast):
    return publication_material(forecast)


def test_a_real_publication_passes_every_check(real):
    files = contents(real, Edition("2026-11-24-real", "For tests."))
    failed = dict(failed_checks(files))
    failed.pop("chances_have_a_small_error", None)  # of so few draws
    assert failed == {}


def test_draws_are_the_first_of_the_run(real, forecast):
    assert {len(values) for values in real.draws.values()} == {10_000}
    dates = real.draws[case_column("date", 8e9, 1.0)]
    assert (dates == forecast.simulated.sample.dates[:10_000]).all()
    assert set(real.units) == set(real.draws)


def test_gaps_and_copies_belong_to_the_dates(real):
    arrival, dates = real.draws["human_level_date"], real.draws["date_1e6_theta_1"]
    gaps = real.draws["gap_1e6_theta_1"]
    finite = np.isfinite(dates)
    assert (gaps[finite] == np.maximum(dates - arrival, 0.0)[finite]).all()
    assert np.isinf(gaps[~finite]).all()
    copies = real.draws["copies_at_arrival_world"]
    assert (np.isnan(copies) == (arrival >= 2101.0)).all()
    assert (copies[~np.isnan(copies)] >= 0).all()


def test_levels_are_those_of_the_answers_and_more(real, forecast):
    for row in forecast.document["answers"]["Q2"]:
        told = real.levels["affordable date", row["n"], row["theta"], None]
        assert tuple(told) == HUB_LEVELS
        assert {f"{q:g}": told[q] for q in told if f"{q:g}" in row["quantiles"]} == row["quantiles"]
    q7 = next(row for row in forecast.document["answers"]["Q7"] if row["year"] == 2035)
    assert real.levels["usd per copy-hour", None, None, 2035][0.5] == q7["quantiles"]["0.5"]


def test_curves_end_where_never_begins(real, forecast):
    for row in forecast.document["answers"]["Q2"]:
        years, chances = real.curves["affordable date", row["n"], row["theta"], None]
        assert (years[0], years[-1]) == (2026.0, 2101.0)
        assert chances[-1] == pytest.approx(1.0 - row["p_never"])
        assert (np.diff(chances) >= 0).all()
    for row in forecast.document["answers"]["date_cdf"]:
        years, chances = real.curves["affordable date", row["n"], row["theta"], None]
        assert float(np.interp(row["year"], years, chances)) == pytest.approx(row["p"])


def test_a_gap_of_none_is_the_start_of_its_curve(real, forecast):
    for row in forecast.document["answers"]["Q4"]:
        waits, chances = real.curves["gap", row["n"], row["theta"], None]
        assert (waits[0], chances[0]) == (0.0, pytest.approx(row["p_zero"]))
        over = float(np.interp(5.0, waits, chances))
        assert over == pytest.approx(1.0 - row["p_over"]["5"])


def test_the_snapshot_holds_what_was_read(real, forecast, priors_dir):
    for path, content in input_files(priors_dir).items():
        assert real.snapshot[path] == content
    blocks = [block["block"] for block in forecast.provenance]
    assert all(f"posterior/{name}.nc" in real.snapshot for name in blocks)
    packed = inputs_zip(real.snapshot)
    assert len(packed) < 5_000_000
    assert zipfile.ZipFile(io.BytesIO(packed)).testzip() is None


def test_hashes_are_of_what_was_read(real, forecast):
    assert real.hashes["cards"] == forecast.document["beliefs"]
    assert real.hashes["posterior"] == forecast.document["posterior_key"]
    assert real.hashes["code"] == code_hash()
    assert {len(value) for value in real.hashes.values()} == {64}


def test_every_block_says_whether_it_was_calibrated(real, forecast):
    blocks = [block["block"] for block in forecast.provenance]
    assert [row["block"] for row in real.calibration] == blocks
    assert [row["block"] for row in real.diagnostics] == blocks


@pytest.mark.parametrize(
    ("found", "status"),
    [
        ({"replicates": 0}, "not run"),
        ({"replicates": 300, "is_current": False}, "stale"),
        ({"replicates": 300, "is_current": True, "is_inside": False}, "outside"),
        ({"replicates": 20, "is_current": True, "is_inside": True, "is_enough": False}, "too few"),
        ({"replicates": 300, "is_current": True, "is_inside": True, "is_enough": True}, "passed"),
    ],
)
def test_calibration_in_a_word(found, status):
    assert status_of(found) == status
