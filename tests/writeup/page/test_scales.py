from itertools import pairwise

import pytest

from forecast.writeup.page.scales import Scale, band, decades, path, shares_up_to, spread


def test_ends_and_middle():
    straight = Scale(0.0, 10.0, 100.0, 0.0)
    assert [straight(v) for v in (0.0, 5.0, 10.0)] == [100.0, 50.0, 0.0]
    logs = Scale(1.0, 100.0, 0.0, 10.0, is_log=True)
    assert [logs(v) for v in (1.0, 10.0, 100.0)] == [0.0, 5.0, 10.0]


def test_values_beyond_the_ends_are_put_on_them():
    assert Scale(0.0, 1.0, 0.0, 10.0)(7.0) == 10.0
    assert Scale(1.0, 10.0, 0.0, 10.0, is_log=True)(1e-9) == 0.0


def test_many_decades_are_thinned():
    marks = decades(1e-8, 1e8)
    assert len(marks) <= 8
    assert marks[0] == 1e-8


@pytest.mark.parametrize(("most", "top"), [(0.02, 0.03), (0.33, 0.4), (0.99, 1.0), (1.0, 1.2)])
def test_round_shares_leave_room(most, top):
    marks = shares_up_to(most)
    assert marks[-1] == pytest.approx(top)
    assert marks[-1] > most or most == 0.99


def test_labels_move_apart_and_stay_inside():
    moved = spread([50.0, 50.0, 51.0], 16.0, 0.0, 100.0)
    ordered = sorted(moved)
    assert min(b - a for a, b in pairwise(ordered)) >= 15.8
    assert all(0.0 <= each <= 100.0 for each in moved)
    assert spread([], 16.0, 0.0, 100.0) == []


def test_an_area_is_closed():
    assert band([(0, 0), (1, 0)], [(0, 1), (1, 1)]) == path([(0, 0), (1, 0), (1, 1), (0, 1)]) + "Z"
