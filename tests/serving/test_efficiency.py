import numpy as np
import pytest

from forecast.serving.efficiency import (
    dense_equivalent_parameters,
    distillation_divisor,
    log10_algorithmic_gain,
    retained_parameter_share,
)


def test_gain_starts_at_its_rate_and_ends_at_its_ceiling():
    per_year = 0.3 * np.log(10.0)
    assert log10_algorithmic_gain(0.0, 2.0) == 0.0
    assert log10_algorithmic_gain(1e-6 * per_year, 2.0) == pytest.approx(0.3e-6, rel=1e-6)
    assert log10_algorithmic_gain(1e3 * per_year, 2.0) == pytest.approx(2.0)


def test_distillation_that_keeps_nothing_or_all():
    assert distillation_divisor(10.0, 0.0) == 1.0
    assert distillation_divisor(10.0, 1.0) == 10.0


def test_five_times_smaller_keeping_37_percent_is_worth_1_81():
    # 2021: distilling a sparse model 5x smaller kept 37 % of its gain
    assert distillation_divisor(5.0, 0.37) == pytest.approx(1.814, abs=1e-3)


@pytest.mark.parametrize(("bits", "share"), [(16, 0.9973), (8, 0.9483), (4, 0.7727)])
def test_retained_share_at_the_published_decay(bits, share):
    assert retained_parameter_share(bits, 2.7) == pytest.approx(share, abs=1e-4)


def test_size_falls_by_gain_and_distillation_and_rises_by_precision():
    assert dense_equivalent_parameters(1e13, 0.0, 1.0, 1.0) == 1e13
    assert dense_equivalent_parameters(1e13, 2.0, 5.0, 0.8) == pytest.approx(1e13 / 100 / 5 / 0.8)
