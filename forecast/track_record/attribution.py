"""Who moved a number: exact Shapley values, which add up and do not depend on an order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from math import comb

import numpy as np

Coalition = frozenset[str]
Value = Callable[[Coalition], np.ndarray]
GROUP = "\0group"  # stands for all members together; no player can be called so


def shapley(players: Sequence[str], value: Value) -> dict[str, np.ndarray]:
    """What each player adds, on average over all orders in which the players may come.

    Parameters
    ----------
    players : sequence of str
        Different names.
    value : callable
        From a set of players to an array; called once for each of the 2**n sets.

    Returns
    -------
    dict of str to array
        They add up to value(all) - value(none).

    Notes
    -----
    part of i = sum over sets S without i of (value(S + i) - value(S)) / (n * comb(n - 1, |S|)).

    Examples
    --------
    >>> parts = shapley("ab", lambda chosen: np.array(float(len(chosen) == 2)))
    >>> float(parts["a"]), float(parts["b"])
    (0.5, 0.5)
    """
    n = len(players)
    sets = [frozenset(each) for size in range(n + 1) for each in combinations(players, size)]
    found = {each: value(each) for each in sets}

    def part(player: str) -> np.ndarray:
        without = [each for each in sets if player not in each]
        gains = [
            (found[each | {player}] - found[each]) / (n * comb(n - 1, len(each)))
            for each in without
        ]
        return np.sum(gains, axis=0)

    return {player: part(player) for player in players}


def two_levels(
    players: Sequence[str], members: Sequence[str], value: Value
) -> dict[str, np.ndarray]:
    """Shapley values with many players taken as one, whose part is then shared among them.

    Within the group a member's part is the mean of what it adds alone, first of all, and what is
    missing without it, last of all; then they are made to add up.

    Parameters
    ----------
    players : sequence of str
        Those who stand alone.
    members : sequence of str
        Those of the group.
    value : callable
        From a set of players and members to an array.

    Returns
    -------
    dict of str to array
        By player and member; they add up to value(all) - value(none).
    """
    group, nobody = frozenset(members), frozenset[str]()
    everybody = group | frozenset(players)

    def coarse(chosen: Coalition) -> np.ndarray:
        return value(chosen - {GROUP} | (group if GROUP in chosen else nobody))

    parts = shapley((*players, GROUP), coarse)
    total = parts.pop(GROUP)
    first = {each: value(frozenset((each,))) - value(nobody) for each in members}
    last = {each: value(everybody) - value(everybody - {each}) for each in members}
    return parts | added_up({each: (first[each] + last[each]) / 2 for each in members}, total)


def added_up(parts: Mapping[str, np.ndarray], total: np.ndarray) -> dict[str, np.ndarray]:
    """Parts changed so that they add up to a total: what is left over goes by their size.

    Multiplying all parts would blow them up where they nearly cancel; this does not.

    Parameters
    ----------
    parts : mapping of str to array
    total : array

    Returns
    -------
    dict of str to array

    Examples
    --------
    >>> found = added_up({"a": np.array(3.0), "b": np.array(-1.0)}, np.array(6.0))
    >>> float(found["a"]), float(found["b"])
    (6.0, 0.0)
    """
    sizes = {name: np.abs(part) for name, part in parts.items()}
    whole = np.sum([*sizes.values()], axis=0)
    left = total - np.sum([*parts.values()], axis=0)
    shares = {
        name: np.where(whole == 0, 1 / len(parts), size / np.where(whole == 0, 1, whole))
        for name, size in sizes.items()
    }
    return {name: part + left * shares[name] for name, part in parts.items()}
