"""A measured configuration of model and accelerators: its speed, by the formulas of serving.

What a row needs, how gaps are filled and the error of a system not seen before are those of
`forecast cost --table`, and so are the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.posterior.predicting import Context, Draws, Outcome, Predicted

DATASET = "serving"
BLOCK = "serving"
NEEDED = ("model", "accelerator", "regime", "quantity")
TARGETS = {"value": ""}


def predict(
    rows: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[Outcome]:
    """Speed or time of each configuration, in the unit of its row.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive; the draws of the error are those of `forecast cost`.

    Returns
    -------
    list of Predicted or str
    """
    del draws, rng
    from forecast.pipeline.cost.inputs import CostInputs
    from forecast.pipeline.cost.predict import predicted_values
    from forecast.pipeline.cost.rows import Case
    from forecast.pipeline.cost.table import TABLE_DRAWS, cases_of, learned

    inputs = CostInputs(context.beliefs, dict(context.tables), context.priors_dir)
    known = learned(context.beliefs, context.tables, context.priors_dir, TABLE_DRAWS)
    cases = cases_of(rows, inputs, known)
    good = [case for case in cases if isinstance(case, Case)]
    values = iter(predicted_values(good, known).T if good else ())
    return [
        Predicted(row["quantity"], row["unit"] or "", row["value"], next(values))
        if isinstance(case, Case)
        else case
        for row, case in zip(rows, cases, strict=True)
    ]
