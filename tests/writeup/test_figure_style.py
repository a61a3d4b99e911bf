import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecast.writeup.figure_style import new_figure, powers_of_ten, spread_labels, usd_label


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=6))
def test_labels_keep_order_and_distance(positions):
    moved = np.array(spread_labels(positions, 0.1, -10.0, 10.0))
    ordered = moved[np.argsort(positions, kind="stable")]
    assert (np.diff(ordered) >= 0.1 - 1e-9).all()


def test_labels_far_apart_stay():
    assert spread_labels([0.1, 0.9], 0.1, 0.0, 1.0) == pytest.approx([0.1, 0.9])


def test_a_log_axis_has_at_most_nine_labels():
    axes = new_figure("t", "s").axes[0]
    powers_of_ten(axes, 1e-3, 1e12, usd_label)
    assert 4 <= len(axes.get_yticks()) <= 9
