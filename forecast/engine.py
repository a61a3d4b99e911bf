"""Blocks of draws through a kernel, on all cores of this machine; the summaries add.

The answer does not depend on the number of workers: a block has its own random streams, and blocks
are added in their order.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import Protocol, Self

AHEAD = 2  # blocks handed out per worker before the first is added: keeps memory flat


class Addable(Protocol):
    """A summary of a block."""

    def __add__(self, other: Self, /) -> Self: ...


def run_blocks[S: Addable](
    run_block: Callable[[int], S],
    n_blocks: int,
    *,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> S:
    """Run every block and add the summaries in order.

    Parameters
    ----------
    run_block : callable
        Takes a block number and returns its summary; must let go of the interpreter lock in its
        compiled part.
    n_blocks : int
        Number of blocks, at least 1.
    workers : int, optional
        Threads; default all cores.
    progress : callable, optional
        Called with blocks done and blocks in all.

    Returns
    -------
    summary
        Sum over blocks.
    """
    workers = workers or available_cores()
    waiting = iter(range(n_blocks))
    total: S | None = None
    with threads(workers) as pool:
        ahead = deque(pool.submit(run_block, block) for block in islice(waiting, AHEAD * workers))
        for done in range(1, n_blocks + 1):
            summary = ahead.popleft().result()
            ahead.extend(pool.submit(run_block, block) for block in islice(waiting, 1))
            total = summary if total is None else total + summary
            if progress:
                progress(done, n_blocks)
    assert total is not None, "at least one block"
    return total


@contextmanager
def threads(n: int | None = None) -> Iterator[ThreadPoolExecutor]:
    """Threads that are waited for, but not after an error or an interrupt: then nothing more is
    started, and what runs is left to end by itself.

    Parameters
    ----------
    n : int, optional
        How many; default all cores.

    Yields
    ------
    ThreadPoolExecutor
    """
    pool = ThreadPoolExecutor(n or available_cores())
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def available_cores() -> int:
    """Cores this process may use, count.

    Returns
    -------
    int
    """
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
