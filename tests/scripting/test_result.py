"""A real run, as scripts see it: the same numbers as its document."""

import numpy as np
import pytest

import forecast as fc

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def found():
    return fc.run(as_of="2026-11-24", set={"human_level_date": 2030}, draws=20_000, seed=3)


def test_chances_are_those_of_the_document(found):
    row = next(
        r
        for r in found.document["answers"]["Q1"]
        if (r["n"], r["theta"], r["year"]) == (8e9, 1.0, 2050)
    )
    assert found.p_affordable_by(2050) == row["p"]
    assert float(found.chances().sel(n=8e9, theta=1.0, year=2050)) == row["p"]


def test_other_numbers_of_copies_come_from_the_draws(found):
    between = found.p_affordable_by(2040, n=4e9)
    assert found.p_affordable_by(2040, n=8e9) <= between <= found.p_affordable_by(2040, n=1e9)
    workers = found.p_affordable_by(2040, n=8e9, reading="workers")
    assert workers >= found.p_affordable_by(2040, n=8e9)
    assert found.p_affordable_by(2040, phi=0.3) >= found.p_affordable_by(2040)


def test_dates_of_draws_agree_with_all_draws(found):
    dates = found.first_dates()
    assert dates.dims == ("sample",)
    assert float((dates < 2051).mean()) == pytest.approx(found.p_affordable_by(2050), abs=0.02)
    assert np.isinf(dates).any()
    assert not np.isnan(dates).any()


def test_curves_carry_their_axes_and_units(found):
    copies = found.copies_by_year()
    assert copies.dims == ("year", "quantile")
    assert copies.attrs["units"] == "copy"
    assert (np.diff(copies.sel(quantile=0.5)) >= 0).all()
    cost = found.usd_per_copy_hour_by_year()
    assert float(cost.sel(year=2100, quantile=0.5)) < float(cost.sel(year=2030, quantile=0.5))
    assert float(found.date_quantiles().sel(n=8e9, theta=1.0, quantile=0.95)) > 2040
    assert float(found.gap_quantiles().sel(n=1e6, theta=1.0, quantile=0.05)) >= 0.0
    assert (np.diff(found.gaps().sel(n=8e9, theta=1.0)) >= 0).all()


def test_joint_draws_hold_inputs_date_and_gap(found):
    draws = found.draws()
    assert (draws["human_level_date"] == 2030).all()
    np.testing.assert_array_equal(draws["gap"], draws["first_affordable_date"] - 2030)
    assert draws["wage_usd_per_hour"].attrs["units"] == "USD/hour"
    assert next(iter(found.drivers())) == "size_at_human_level"


def test_plots_and_folders_are_written(found, tmp_path):
    for name in ("plot_chances", "plot_gap", "plot_copies", "plot_cost"):
        assert getattr(found, name)(tmp_path / f"{name}.png") is not None
        assert (tmp_path / f"{name}.png").stat().st_size > 10_000
    found.save(tmp_path / "run")
    assert (tmp_path / "run" / "summary.md").exists()
    assert found._repr_markdown_().startswith("# When do copies")
    assert "20,000 draws" in repr(found)
