"""Blocks -> posterior draws, by NUTS (nutpie), each block in a process of its own."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

import numpy as np

from forecast.engine import available_cores
from forecast.errors import ForecastError
from forecast.posterior.blocks import Block
from forecast.posterior.checks import Gate
from forecast.posterior.density import published_of, thinned_of
from forecast.posterior.drawn import draw
from forecast.posterior.nuts import compile_model
from forecast.posterior.sampler import SAMPLER, Sampler
from forecast.posterior.shapes_fit import draw_shapes
from forecast.seeds import sequence

STAGE = "posterior"  # names the random stream, and the stage in progress reports
BLOCKS_AT_ONCE = 2  # processes; each needs about half a gigabyte

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class FittedBlock:
    """Draws of one block, with what is known about how good they are.

    Parameters
    ----------
    block : str
        Name of the block.
    values : dict of str to array (chain, draw, ...)
        Every variable that is stored, in its own unit.
    labels : dict of str to tuple of str
        What the last axis of a vector variable counts.
    gate : Gate
        Outcome of the checks.
    seed : int
        Seed handed to the sampler.
    seconds : dict of str to float
        Time taken by `compile` and `sample`.
    sampler : Sampler
        How it was sampled in the end.
    shapes : list of dict
        By shape of its trend, where it has one: weight and diagnostics of its fit.
    thinned : tuple of str
        Variables that only predictions of rows need: every `THINNING`-th draw will be stored.
    """

    block: str
    values: dict[str, np.ndarray]
    labels: dict[str, tuple[str, ...]]
    gate: Gate
    seed: int
    seconds: dict[str, float]
    sampler: Sampler = SAMPLER
    shapes: list[dict[str, Any]] = field(default_factory=list)
    thinned: tuple[str, ...] = ()


def fit_blocks(
    blocks: tuple[Block, ...],
    beliefs: Mapping[str, Any],
    tables: Mapping[str, Any],
    seed: int,
    progress: Progress | None = None,
    sampler: Sampler = SAMPLER,
) -> dict[str, FittedBlock]:
    """Fit blocks, two at a time, each in a fresh process.

    Parameters
    ----------
    blocks : tuple of Block
        What to fit.
    beliefs : mapping of str to Distribution
        Priors.
    tables : mapping of str to Table
        Observations.
    seed : int
        Seed of the run; every block draws from a stream of its own.
    progress : callable, optional
        Told (stage, draws done, draws in all) from time to time.
    sampler : Sampler, optional
        How to sample.

    Returns
    -------
    dict of str to FittedBlock

    Raises
    ------
    ForecastError
        When a chain or a worker fails; then nothing is returned for any block.
    """
    before = set(multiprocessing.active_children())
    cores = max(1, available_cores() // min(len(blocks), BLOCKS_AT_ONCE))
    context = multiprocessing.get_context("spawn")
    with _reports(progress, len(blocks) * sampler.total_draws) as report:
        pool = ProcessPoolExecutor(BLOCKS_AT_ONCE, mp_context=context)
        try:
            jobs = {
                pool.submit(fit_block, each, beliefs, tables, seed, report, sampler, cores): each
                for each in blocks
            }
            return _collect(jobs)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in set(multiprocessing.active_children()) - before:
                worker.terminate()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def fit_block(
    block: Block,
    beliefs: Mapping[str, Any],
    tables: Mapping[str, Any],
    seed: int,
    report: Any = None,
    sampler: Sampler = SAMPLER,
    cores: int = 1,
) -> FittedBlock:
    """Build, compile, sample and check one block in this process.

    Divergences are answered once by shorter steps, which mend them where the density is merely
    curved; what still diverges is left to the gate.

    Parameters
    ----------
    block, beliefs, tables, seed, sampler
        As for `fit_blocks`.
    report : callable, optional
        Told (block, draws done) from time to time.
    cores : int
        Chains to run at the same time; the draws do not depend on it.

    Returns
    -------
    FittedBlock
    """
    from forecast.posterior.ridges import sampled_model

    started = perf_counter()
    pm_model = sampled_model(block, beliefs, tables)
    published, free = published_of(block), [each.name for each in pm_model.free_RVs]
    thinned = thinned_of(block)
    compiled = compile_model(pm_model, tuple(dict.fromkeys((*published, *thinned, *free))))
    compiled_at = perf_counter()
    rest = (free, published, thinned, cores, report and _of(report, block.name))
    if block.trend is None:
        samplers = (block.settings(sampler), sampler.with_shorter_steps())
        drawn = draw(compiled, block_seed(seed, block.name), block.name, samplers, *rest)
        shapes: list[dict[str, Any]] = []
    else:
        drawn, shapes = draw_shapes(
            block, compiled, beliefs, lambda name: block_seed(seed, name), sampler, *rest
        )
    return FittedBlock(
        block=block.name,
        values=drawn.values,
        labels=_labels(pm_model, (*published, *thinned)),
        gate=drawn.gate,
        seed=block_seed(seed, block.name),
        seconds={"compile": compiled_at - started, "sample": perf_counter() - compiled_at},
        sampler=drawn.sampler,
        shapes=shapes,
        thinned=thinned,
    )


def block_seed(seed: int, block: str) -> int:
    """Seed of one block's sampler: a stream named by run seed, stage and block.

    Parameters
    ----------
    seed : int
        Seed of the run.
    block : str
        Name of the block.

    Returns
    -------
    int
        In [0, 2**63).
    """
    return int(sequence(seed, STAGE, block).generate_state(1, np.uint64)[0] >> np.uint64(1))


def _of(report: Any, block: str) -> Callable[[int], None]:
    return lambda done: report.put((block, done))


def _labels(pm_model: Any, published: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """What the last axis of each vector counts, where its dimension has labels."""
    last_dims = {
        name: dims[-1] for name, dims in pm_model.named_vars_to_dims.items() if name in published
    }
    return {
        name: tuple(str(label) for label in pm_model.coords[dim])
        for name, dim in last_dims.items()
        if pm_model.coords.get(dim) is not None
    }


def _collect(jobs: dict[Future, Block]) -> dict[str, FittedBlock]:
    fitted = {}
    for job in as_completed(jobs):
        block = jobs[job].name
        try:
            fitted[block] = job.result()
        except BrokenProcessPool as error:
            raise ForecastError(f"block {block}: a worker died; nothing was kept") from error
    return {block.name: fitted[block.name] for block in jobs.values()}


@contextmanager
def _reports(progress: Progress | None, total: int):
    """A queue that workers can report to, read by a thread here; None when nobody listens."""
    if progress is None:
        yield None
        return
    with multiprocessing.get_context("spawn").Manager() as manager:
        queue = manager.Queue()
        reader = threading.Thread(target=_pass_on, args=(queue, progress, total), daemon=True)
        reader.start()
        try:
            yield queue
        finally:
            queue.put(None)
            reader.join()
            progress(STAGE, total, total)


def _pass_on(queue: Any, progress: Progress, total: int) -> None:
    done: dict[str, int] = {}
    while (item := queue.get()) is not None:
        done[item[0]] = item[1]
        progress(STAGE, min(sum(done.values()), total), total)
