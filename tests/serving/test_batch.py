import pytest

from forecast.serving.batch import largest_batch


def solve(
    most, least=1.0, compute=1e-4, weights=0.01, cache=1e-5, sent=0.0, waiting=1e-3, budget=0.05
):
    return largest_batch(most, least, compute, weights, cache, sent, 1.0, 1.0, 4.0, waiting, budget)


def test_batch_fills_the_budget():
    for sent in (0.0, 1e-5, 1e-3):
        batch = solve(most=490.0, sent=sent)
        memory = 0.01 + batch * 1e-5
        seconds = ((batch * 1e-4) ** 4 + memory**4) ** 0.25 + batch * sent + 1e-3
        assert seconds == pytest.approx(0.05, rel=1e-9)


def test_batch_stops_at_the_bound_that_is_given():
    assert solve(most=20.0) == 20.0


def test_no_batch_when_even_the_least_is_too_slow():
    assert solve(most=490.0, least=489.0) == 0.0
    assert solve(most=490.0, weights=0.06) == 0.0
    assert 1.0 < solve(most=490.0, weights=0.0489) < 10.0
    assert solve(most=0.5) == 0.0
