"""How far off the serving model is on each measured source when it has not seen that source.

The block is fitted again without each source in turn (compiled once), and the source is predicted;
sources that enter no fit are predicted with all that do. The table is stored beside the posterior
under the block's key, so that reports quote it without fitting.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from forecast.engine import available_cores
from forecast.files import write_atomically
from forecast.inputs.user_table import UserRow
from forecast.pipeline.cost.draws import SERVING, Learned, learned_from, rows_of
from forecast.pipeline.cost.filling import COLUMNS
from forecast.pipeline.cost.inputs import CostInputs
from forecast.pipeline.cost.table import evaluated, scores
from forecast.posterior.blocks import Block, blocks_named
from forecast.posterior.encoding import StoredBlock
from forecast.posterior.keys import block_key
from forecast.posterior.likelihoods.serving import prepared, select
from forecast.posterior.likelihoods.serving_contrasts import doubt_without
from forecast.posterior.sampler import Sampler
from forecast.serving.baselines import BASELINES

SCHEMA = "forecast.cost-error/1"
FILE_NAME = "cost_error.json"
SEED = 0
# Enough for medians and 80 % intervals; sixteen fits.
SAMPLER = Sampler(chains=2, draws=300, tune=300, target_accept=0.95, max_depth=10)
OVERALL = "all left out"

Progress = Callable[[str, int, int], None]


def leave_out(
    inputs: CostInputs, sampler: Sampler = SAMPLER, progress: Progress | None = None
) -> dict[str, Any]:
    """Fit without each source in turn and predict it.

    Parameters
    ----------
    inputs : CostInputs
    sampler : Sampler, optional
        How each fit is sampled.
    progress : callable, optional
        Told (stage, sources done, sources in all).

    Returns
    -------
    dict
        `forecast.cost-error/1`.
    """
    (block,) = blocks_named((SERVING,))
    table = inputs.tables[SERVING]
    fitted = tuple(dict.fromkeys(row["study"] for row in select(table, {}).rows))
    refit = _refits(block, inputs, sampler)
    told: dict[str, list[dict[str, Any]]] = {}
    for done, study in enumerate((*fitted, None)):
        if progress is not None:
            progress("fits without a source", done, len(fitted) + 1)
        rows = evaluated(_rows(table), inputs, refit(study), baselines=True)
        unseen = {row["study"] for row in rows} - set(fitted) if study is None else {study}
        told |= {each: [row for row in rows if row["study"] == each] for each in sorted(unseen)}
    left_out = [row for study in fitted for row in told[study]]
    return {
        "schema": SCHEMA,
        "block": SERVING,
        "key": block_key(block, inputs.beliefs, inputs.tables),
        "sampler": sampler.as_dict(),
        "sources": [
            _scored(OVERALL, left_out, in_fit=True),
            *(_scored(name, told[name], in_fit=name in fitted) for name in told),
        ],
    }


def stored_path(priors_dir: Path) -> Path:
    """Where the table lies."""
    return priors_dir / "posterior" / FILE_NAME


def store(document: dict[str, Any], priors_dir: Path) -> None:
    """Write the table beside the shipped posterior, whole or not at all."""
    sources = [{key: _short(value) for key, value in each.items()} for each in document["sources"]]
    text = json.dumps({**document, "sources": sources}, separators=(",", ":"), allow_nan=False)
    write_atomically(stored_path(priors_dir), f"{text}\n".encode())


def stored(priors_dir: Path) -> dict[str, Any] | None:
    """The table stored last; None where there is none."""
    path = stored_path(priors_dir)
    return json.loads(path.read_text("utf-8")) if path.is_file() else None


def _refits(block: Block, inputs: CostInputs, sampler: Sampler) -> Callable[[str | None], Learned]:
    """A function: draws of the block fitted to all rows but those of a study; to all for None."""
    from forecast.posterior.build import build_block
    from forecast.posterior.density import published_of
    from forecast.posterior.drawn import draw
    from forecast.posterior.fit import block_seed
    from forecast.posterior.nuts import compile_model

    measured = prepared(select(inputs.tables[SERVING], inputs.tables), inputs.tables)
    pm_model = build_block(block, inputs.beliefs, inputs.tables)
    published, free = published_of(block), [each.name for each in pm_model.free_RVs]
    compiled = compile_model(pm_model, tuple(dict.fromkeys((*published, *free))))
    samplers, seed = (sampler, sampler.with_shorter_steps()), block_seed(SEED, block.name)
    cores = available_cores()

    def refit(study: str | None) -> Learned:
        doubt = doubt_without(measured.study == study, measured.setup)
        fewer = compiled.with_data(**{f"{SERVING}_doubt": doubt})
        values = draw(fewer, seed, block.name, samplers, free, published, (), cores).values
        rows = rows_of(StoredBlock(values, {}, {}), sampler.chains * sampler.draws)
        return learned_from(rows, inputs.beliefs, inputs.tables, {})

    return refit


def _short(value: Any) -> Any:
    """Numbers to four digits: refits differ in the third."""
    return float(f"{value:.4g}") if isinstance(value, float) else value


def _rows(table: Any) -> list[UserRow]:
    return [UserRow(row["row_id"], {name: row.get(name) for name in COLUMNS}) for row in table.rows]


def _scored(source: str, rows: list[dict[str, Any]], *, in_fit: bool) -> dict[str, Any]:
    ours = scores(rows)
    return {
        "source": source,
        "in_fit": in_fit,
        "n": ours.pop("n_scored"),
        **ours,
        **{name: scores(rows, name)["median_abs_log_ratio"] for name in BASELINES},
    }
