"""Draws of a real run, as the page carries them."""

import numpy as np
import pytest

from forecast.inputs.questions import Case, case_array
from forecast.kernel.block import first_dates
from forecast.pipeline.explorer import N_SLIDERS, NEVER, STEPS, explorer_draws

NAMES = ["serving_error_score", "human_level_date", "weight_bits", "size_at_human_level"]


@pytest.fixture(scope="module")
def draws(run):
    return explorer_draws(*run, NAMES)


def test_only_inputs_with_a_place_to_slide_to(draws):
    assert [each.name for each in draws.sliders] == ["human_level_date", "size_at_human_level"]
    assert len(draws.sliders) <= N_SLIDERS


def test_the_middle_step_is_the_median_of_the_draws(draws, run):
    middle = STEPS.index(0.0)
    for slider in draws.sliders:
        assert slider.medians[middle] == pytest.approx(np.median(run[0][slider.name]))
        assert (np.diff(slider.medians) >= 0).all()
        assert len(np.unique(slider.places)) == 256


def test_years_are_those_of_the_kernel(draws, run):
    sample = run[0]
    row = draws.cases.index((8e9, 1.0, 0.1))
    first = first_dates(sample.records, case_array((Case(8e9, 1.0),)), sample.start_year)["first"]
    known = np.isfinite(first[:, 0])
    assert (draws.years[row][~known] == NEVER).all()
    np.testing.assert_array_equal(
        draws.years[row][known], np.floor(first[known, 0]).astype(int) - draws.first_year
    )


def test_a_larger_share_of_world_product_is_never_later(draws):
    least, most = (draws.cases.index((8e9, 1.0, phi)) for phi in (0.03, 0.3))
    assert (draws.years[most] <= draws.years[least]).all()
    assert (draws.years[most] < draws.years[least]).any()
