"""Q15: how far off the serving model is on each measured source that its fit has not seen.

Fitting without each source takes minutes, so the table is made by `forecast cost --leave-out` and
quoted here; only where it is that of the very rows, beliefs and code of this run.
"""

from __future__ import annotations

from typing import Any

from forecast.pipeline.cost.draws import SERVING
from forecast.pipeline.cost.left_out import stored
from forecast.pipeline.sample import Sample
from forecast.posterior.blocks import blocks_named
from forecast.posterior.keys import block_key


def answer(sample: Sample, inputs: Any) -> list[dict[str, Any]]:
    """Rows of the error by source.

    Parameters
    ----------
    sample : Sample
        Not used.
    inputs : Inputs

    Returns
    -------
    list of dict
        Keys source, in_fit, n, median_abs_log_ratio, coverage80, median_log_width, full_peak,
        flop_60_bandwidth_70; empty where no table of this very model is stored.
    """
    del sample
    document = stored(inputs.tables[SERVING].card.path.parents[2])
    (block,) = blocks_named((SERVING,))
    if document is None or document["key"] != block_key(block, inputs.base, inputs.tables):
        return []
    return document["sources"]
