"""The first date at which all tests hold, and whether the window closes again.

Margins are natural logs of what is there over what is needed, at increasing dates; between two
dates each is taken as a straight line, so a crossing is placed inside the year. "Never" is inf: an
outcome of its own that no year stands for.
"""

from __future__ import annotations

import numpy as np

from forecast.constants import HORIZON_YEAR

N_TESTS = 4
ARRIVAL, WAGE, BILL, HARDWARE, SPEED, NONE = 0, 1, 2, 3, 4, 5
# "speed": no hardware serves a stream as fast as asked, at any price or number.
BINDING_NAMES = ("arrival", "wage", "bill", "hardware", "speed", "none")
NEVER = np.inf


def crossing_share(left, right):
    """Share of an interval after which a margin that fails at its left end holds, 1.

    Parameters
    ----------
    left, right : float, 1
        Margins at the two ends; `left` < 0 <= `right`.

    Returns
    -------
    float, 1
        left / (left - right); 1 when the left margin is minus infinity.

    Examples
    --------
    >>> crossing_share(-1.0, 3.0)
    0.25
    """
    if left == -np.inf:
        return 1.0
    return left / (left - right)


def window_in_interval(left, right):
    """Part of an interval in which one margin holds, as shares of its length.

    Parameters
    ----------
    left, right : float, 1
        Margins at the two ends.

    Returns
    -------
    (float, float), 1
        Shares at which the margin starts and stops to hold; (2, -1) when it never does.

    Examples
    --------
    >>> window_in_interval(-1.0, 1.0), window_in_interval(1.0, -1.0)
    ((0.5, 1.0), (0.0, 0.5))
    """
    if left >= 0.0:
        if right >= 0.0:
            return 0.0, 1.0
        return 0.0, (1.0 - crossing_share(right, left))
    if right >= 0.0:
        return crossing_share(left, right), 1.0
    return 2.0, -1.0


def first_date(dates, margins, n_dates, uses_test):
    """First date at which every test in use holds.

    Parameters
    ----------
    dates : array (date,), year
        Increasing; the arrival date, where it lies in the range, is one of them.
    margins : array (test, date), 1
        Log margins by test; the arrival test is -inf before and +inf from the arrival on.
    n_dates : int
        Dates filled.
    uses_test : array (test,), bool
        Tests that count.

    Returns
    -------
    (float, int, bool)
        The date (inf when never), the code of the test that came true last (`BINDING_NAMES`;
        NONE when all hold from the start), and whether the tests fail again later.
    """
    found, binding, closes = NEVER, NONE, False
    begin = 0
    while uses_test[ARRIVAL] and begin < n_dates and margins[ARRIVAL, begin] < 0.0:
        begin += 1
    for i in range(begin, n_dates):
        right = min(i + 1, n_dates - 1)
        if fails_throughout(margins, i, right, uses_test):
            if found != NEVER:
                closes = True
                break
            continue
        start, stop, last = 0.0, 1.0, NONE
        for test in range(1, N_TESTS):
            if uses_test[test]:
                opens, shuts = window_in_interval(margins[test, i], margins[test, right])
                if opens > start:
                    start, last = opens, named(test, margins[test, i])
                stop = min(stop, shuts)
        holds = start <= stop
        if found == NEVER:
            if holds:
                found = dates[i] + start * (dates[right] - dates[i])
                binding = last if last != NONE else last_failing(margins, i, uses_test)
                closes = stop < 1.0
        elif not holds or start > 0.0 or stop < 1.0:
            closes = True
        if closes:
            break
    if found >= HORIZON_YEAR:
        return NEVER, NONE, False
    return found, binding, closes


def named(test, margin):
    """Code under which a failing test is reported: SPEED where its margin is minus infinity.

    Parameters
    ----------
    test : int
    margin : float, 1
        Negative.

    Returns
    -------
    int
        The arrival keeps its name: its margin has no size.
    """
    return SPEED if margin == -np.inf and test != ARRIVAL else test


def fails_throughout(margins, i, right, uses_test):
    """Whether a test in use, other than the arrival, fails from date i to date `right`.

    Parameters
    ----------
    margins : array (test, date), 1
    i, right : int
    uses_test : array (test,), bool

    Returns
    -------
    bool
        The quick answer for most intervals.
    """
    for test in range(1, N_TESTS):
        if uses_test[test] and margins[test, i] < 0.0 and margins[test, right] < 0.0:
            return True
    return False


def last_failing(margins, i, uses_test):
    """Test that failed just before date i, where all hold; NONE when i is the first date.

    Parameters
    ----------
    margins : array (test, date), 1
    i : int
        Index of the date.
    uses_test : array (test,), bool

    Returns
    -------
    int
        Its code. The arrival is named first: where it and another test come true between the same
        two dates and the other already held at its own crossing, the arrival was last.
    """
    if i == 0:
        return NONE
    for test in range(N_TESTS):
        if uses_test[test] and margins[test, i - 1] < 0.0:
            return named(test, margins[test, i - 1])
    return NONE


def worst_test(margins, i, uses_test):
    """Test with the lowest margin at date i among those that fail; NONE when all hold.

    Parameters
    ----------
    margins : array (test, date), 1
    i : int
    uses_test : array (test,), bool

    Returns
    -------
    int
        Its code. The arrival is named only when every other test in use holds, since its margin
        has no size.
    """
    worst, lowest = NONE, 0.0
    for test in range(1, N_TESTS):
        if uses_test[test] and margins[test, i] < lowest:
            worst, lowest = named(test, margins[test, i]), margins[test, i]
    if worst == NONE and uses_test[ARRIVAL] and margins[ARRIVAL, i] < 0.0:
        return ARRIVAL
    return worst
