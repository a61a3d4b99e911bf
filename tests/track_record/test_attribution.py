"""Shapley values against plain loops over all orders."""

from itertools import permutations

import numpy as np
import pytest

from forecast.track_record.attribution import added_up, shapley, two_levels

PLAYERS = ("date", "beliefs", "prices", "stock")


def game(seed):
    """A made-up value of each set of players: two numbers, no structure at all."""
    rng = np.random.default_rng(seed)
    known = {}

    def value(chosen):
        if chosen not in known:
            known[chosen] = rng.normal(size=2)
        return known[chosen]

    return value


def over_all_orders(players, value):
    parts = {player: np.zeros(2) for player in players}
    orders = [*permutations(players)]
    for order in orders:
        so_far = frozenset()
        for player in order:
            parts[player] += (value(so_far | {player}) - value(so_far)) / len(orders)
            so_far |= {player}
    return parts


@pytest.mark.parametrize("n", [0, 1, 2, 4])
def test_shapley_is_the_mean_over_all_orders(n):
    value, players = game(n), PLAYERS[:n]
    expected = over_all_orders(players, value)
    found = shapley(players, value)
    assert [*found] == [*players]
    for player in players:
        assert found[player] == pytest.approx(expected[player], abs=1e-12)


@pytest.mark.parametrize("split", [shapley, lambda p, v: two_levels(p[:2], p[2:], v)])
def test_parts_add_up_whatever_the_order(split):
    value = game(7)
    found = split(PLAYERS, value)
    total = value(frozenset(PLAYERS)) - value(frozenset())
    assert sum(found.values()) == pytest.approx(total, abs=1e-12)
    other = split((*PLAYERS[1::-1], *PLAYERS[:1:-1]), value)
    for player in PLAYERS:
        assert found[player] == pytest.approx(other[player], abs=1e-12)


def test_who_changes_nothing_gets_nothing():
    value = game(3)
    found = shapley(PLAYERS, lambda chosen: value(chosen - {"stock"}))
    assert found["stock"].tolist() == [0.0, 0.0]


@pytest.mark.parametrize("split", [shapley, lambda p, v: two_levels(p[:2], p[2:], v)])
def test_what_simply_adds_comes_out_as_it_is(split):
    size = dict(zip(PLAYERS, (1.0, -2.0, 4.0, 0.5), strict=True))
    found = split(PLAYERS, lambda chosen: np.array(sum(size[each] for each in chosen)))
    assert {player: float(part) for player, part in found.items()} == pytest.approx(size)


def test_parts_that_cancel_do_not_blow_up():
    parts = {"a": np.array([1.0, 0.0]), "b": np.array([-1.0, 0.0])}
    found = added_up(parts, np.array([0.1, 0.2]))
    assert found["a"] == pytest.approx([1.05, 0.1])
    assert found["b"] == pytest.approx([-0.95, 0.1])
