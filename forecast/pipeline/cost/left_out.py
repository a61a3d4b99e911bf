"""How far off the serving model is on each measured source when it has not seen that source.

The block is fitted again without each source in turn, and the source is predicted; sources that
enter no fit are predicted with all that do. The table is stored beside the posterior under the
block's key, so that reports quote it without fitting.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from forecast.files import write_atomically
from forecast.pipeline.cost.draws import SERVING, Learned, learned_from, rows_of
from forecast.pipeline.cost.filling import COLUMNS
from forecast.pipeline.cost.inputs import CostInputs
from forecast.pipeline.cost.table import evaluated, scores
from forecast.pipeline.cost.table_file import FileRow
from forecast.posterior.blocks import Block, blocks_named
from forecast.posterior.keys import block_key
from forecast.posterior.likelihoods.serving import select
from forecast.posterior.sampler import Sampler
from forecast.serving.baselines import BASELINES

SCHEMA = "forecast.cost-error/1"
FILE_NAME = "cost_error.json"
SEED = 0
# Enough for medians and 80 % intervals; ten fits.
SAMPLER = Sampler(chains=4, draws=500, tune=500, target_accept=0.95, max_depth=10)
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
    told: dict[str, list[dict[str, Any]]] = {}
    for done, study in enumerate((*fitted, None)):
        if progress is not None:
            progress("fits without a source", done, len(fitted) + 1)
        draws = _fitted_without(study, block, inputs, sampler)
        rows = evaluated(_rows(table), inputs, draws, baselines=True)
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
    text = json.dumps(document, indent=1, allow_nan=False) + "\n"
    write_atomically(stored_path(priors_dir), text.encode())


def stored(priors_dir: Path) -> dict[str, Any] | None:
    """The table stored last; None where there is none."""
    path = stored_path(priors_dir)
    return json.loads(path.read_text()) if path.is_file() else None


def _fitted_without(
    study: str | None, block: Block, inputs: CostInputs, sampler: Sampler
) -> Learned:
    """Draws of the block fitted to all rows but those of a study; to all for None."""
    import os

    from forecast.posterior.encoding import StoredBlock
    from forecast.posterior.fit import fit_block

    fewer = inputs.tables[SERVING].where(lambda row: row["study"] != study)
    tables = {**inputs.tables, SERVING: fewer}
    fitted = fit_block(
        block, inputs.beliefs, tables, SEED, None, sampler, cores=os.cpu_count() or 1
    )
    rows = rows_of(StoredBlock(fitted.values, fitted.labels, {}), sampler.chains * sampler.draws)
    return learned_from(rows, inputs.beliefs, inputs.tables, {})


def _rows(table: Any) -> list[FileRow]:
    return [
        FileRow(row["row_id"], {name: row.get(name) for name in COLUMNS}, {}, None)
        for row in table.rows
    ]


def _scored(source: str, rows: list[dict[str, Any]], *, in_fit: bool) -> dict[str, Any]:
    ours = scores(rows)
    return {
        "source": source,
        "in_fit": in_fit,
        "n": ours.pop("n_scored"),
        **ours,
        **{name: scores(rows, name)["median_abs_log_ratio"] for name in BASELINES},
    }
