import os
import threading
import time

import pytest

from forecast.engine import available_cores, run_blocks, threads


@pytest.mark.parametrize("workers", [1, 2, 7])
def test_the_sum_does_not_depend_on_the_workers(workers):
    # Floating-point sums depend on their order: blocks must be added in theirs.
    values = [10.0**k for k in range(-8, 9)]
    expected = sum(values[1:], values[0])
    assert run_blocks(lambda k: values[k], len(values), workers=workers) == expected


def test_progress_reaches_the_end_once():
    told = []
    run_blocks(lambda k: k, 5, progress=lambda done, total: told.append((done, total)))
    assert told == [(k, 5) for k in range(1, 6)]


def test_one_block():
    assert run_blocks(lambda k: 3.0, 1) == 3.0


def test_blocks_run_side_by_side():
    both = threading.Barrier(2, timeout=10)
    assert run_blocks(lambda k: both.wait() * 0 + 1, 2, workers=2) == 2


def test_an_error_in_a_block_is_not_averaged_away():
    def fail(k):
        if k == 2:
            raise ZeroDivisionError
        return 1

    with pytest.raises(ZeroDivisionError):
        run_blocks(fail, 4)


def test_there_is_a_core():
    assert available_cores() >= 1


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="needs a process bound to cores")
def test_cores_of_others_are_not_counted():
    everything = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(everything)})
    try:
        assert available_cores() == 1
    finally:
        os.sched_setaffinity(0, everything)


def test_no_more_than_a_few_blocks_are_ahead_of_the_sum():
    started = []
    told = []

    def run(block):
        started.append(block)
        return 1

    run_blocks(run, 100, workers=2, progress=lambda done, _: told.append(len(started) - done))
    assert max(told) <= 5


def test_after_an_error_nothing_more_is_started():
    started = []

    def run(block):
        started.append(block)
        if block == 1:
            raise KeyboardInterrupt
        return 1

    with pytest.raises(KeyboardInterrupt):
        run_blocks(run, 10_000, workers=2)
    assert len(started) < 20


def test_an_interrupt_does_not_wait_for_what_runs():
    released, begun, started = threading.Event(), time.monotonic(), []

    def interrupted():
        with threads(1) as pool:
            started.extend([pool.submit(released.wait, 20), pool.submit(int)])
            raise KeyboardInterrupt

    try:
        with pytest.raises(KeyboardInterrupt):
            interrupted()
        assert time.monotonic() - begun < 10
        assert [each.cancelled() for each in started] == [False, True]
        assert not started[0].done()
    finally:
        released.set()


def test_without_an_error_threads_are_waited_for():
    with threads(1) as pool:
        running = pool.submit(time.sleep, 0.05)
    assert running.done()
