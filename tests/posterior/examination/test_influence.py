import pytest

from forecast.posterior.examination.influence import khat_bound, verdict


@pytest.mark.parametrize(("n", "bound"), [(100, 0.5), (320, 0.6), (1000, 0.67), (2200, 0.7)])
def test_bounds_are_those_of_the_gate(n, bound):
    assert khat_bound(n) == pytest.approx(bound, abs=0.005)


def test_a_prior_that_moves_nothing_is_ok_whatever_the_data():
    assert verdict(0.049, 9.0) == "ok"
    assert verdict(float("nan"), 0.2) == "ok"
