import numpy as np
import pytest

from forecast.kernel.at_date import states
from forecast.pipeline.answers.power_needed import answer, watts_per_copy


def test_power_is_chips_times_watts_times_overhead(sample):
    found = states(sample.records, 2035.0)
    each = watts_per_copy(sample.records, found)
    i = int(np.flatnonzero(np.isfinite(each))[0])
    overhead = sample["power_usage_effectiveness"][i]
    assert each[i] == pytest.approx(found["chips_per_copy"][i] * found["chip_watts"][i] * overhead)


def test_rows_grow_with_n_and_none_where_no_hardware_serves(sample):
    rows = answer(sample, None)
    one, many = (next(r for r in rows if r["n"] == n and r["year"] == 2035) for n in (1e6, 8e9))
    assert many["quantiles"]["0.5"] == pytest.approx(8000 * one["quantiles"]["0.5"])
    assert many["p_above_available"] > one["p_above_available"] > 0
    sample.records["size_at_human_level"] = 1e30
    (none,) = [r for r in answer(sample, None) if r["n"] == 1e6 and r["year"] == 2035]
    assert set(none["quantiles"].values()) == {None}
    assert none["p_above_available"] == 1.0


def test_years_gone_by_are_not_asked(sample):
    from dataclasses import replace

    rows = answer(replace(sample, start_year=2036.0), None)
    assert {row["year"] for row in rows} == {2040, 2050}
