import pytest

from forecast.serving.flop_share import (
    REFERENCE_FLOP_PER_BYTE,
    REFERENCE_WIDTH,
    achieved_flop_share,
)

REFERENCE = {
    "flop_share": 0.3,
    "dense_flop_gain": 2.0,
    "is_dense": 0.0,
    "balance_exponent": 0.25,
    "flop_per_byte": REFERENCE_FLOP_PER_BYTE,
    "half_share_width": 3000.0,
    "d_model": REFERENCE_WIDTH,
}


def share(**changed):
    return achieved_flop_share(**REFERENCE | changed)


def test_the_reference_reaches_the_share_itself():
    assert share() == pytest.approx(0.3)
    assert share(is_dense=1.0) == pytest.approx(0.6)


@pytest.mark.parametrize(("times", "factor"), [(16.0, 0.5), (1 / 16.0, 2.0), (2.0, 2**-0.25)])
def test_more_flop_a_byte_lowers_the_share_reached(times, factor):
    """Halving the bits of the products doubles the balance, as a chip with less bandwidth does."""
    assert share(flop_per_byte=times * REFERENCE_FLOP_PER_BYTE) == pytest.approx(0.3 * factor)


def test_narrow_models_leave_units_idle_and_wide_ones_level_off():
    assert share(d_model=3000.0) == pytest.approx(0.3 * (1 + 3000 / REFERENCE_WIDTH) / 2)
    assert share(d_model=1e9) == pytest.approx(0.3 * (1 + 3000 / REFERENCE_WIDTH), rel=1e-5)
