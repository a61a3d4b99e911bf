"""Random streams by name: adding a stage or a quantity moves no other."""

from __future__ import annotations

import hashlib

import numpy as np


def stream(seed: int, *names: str | int) -> np.random.Generator:
    """Random generator of one named stage.

    Parameters
    ----------
    seed : int
        Seed of the run.
    *names : str or int
        Stage, quantity, block number: whatever tells this stream from every other.

    Returns
    -------
    numpy.random.Generator
        PCG64 on a SeedSequence of the seed and a hash of the names, whatever the order of calls.
    """
    return np.random.Generator(np.random.PCG64(sequence(seed, *names)))


def sequence(seed: int, *names: str | int) -> np.random.SeedSequence:
    """Seed sequence of one named stage; see `stream`.

    Parameters
    ----------
    seed : int
    *names : str or int

    Returns
    -------
    numpy.random.SeedSequence
    """
    digest = hashlib.sha256("\x1f".join(str(name) for name in names).encode()).digest()
    return np.random.SeedSequence([seed, *np.frombuffer(digest[:16], dtype="<u4").tolist()])
