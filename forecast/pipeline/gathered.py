"""All draws of a run with the date of one case: what conditions weigh and `solve` overwrites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from forecast import engine
from forecast.inputs.questions import Case, case_array
from forecast.kernel.block import first_dates, record
from forecast.kernel.inputs import INPUT_NAMES
from forecast.pipeline.joint_draws import block_drawer
from forecast.pipeline.not_a_number import refuse_not_a_number
from forecast.pipeline.request import Inputs, Progress, Request
from forecast.pipeline.run import load_inputs
from forecast.posterior.obtain import posterior_for

PART = 5_000  # draws a thread takes at a time


@dataclass(frozen=True)
class Gathered:
    """Joint draws of a request, kept whole.

    Parameters
    ----------
    request : Request
    inputs : Inputs
    records : array (draw,) of INPUT_DTYPE
        Draw i belongs to posterior row i % n_rows.
    n_rows : int
        Rows of the posterior.
    provenance : list of dict
        Where each block of the posterior came from.
    """

    request: Request
    inputs: Inputs
    records: np.ndarray
    n_rows: int
    provenance: list[dict[str, Any]]

    def dates(self, case: Case, replaced: dict[str, float] | None = None) -> np.ndarray:
        """First affordable date of each draw, year; inf for never.

        Parameters
        ----------
        case : Case
        replaced : dict of str to float, optional
            Values that take the place of what was drawn; what correlates with them stays.

        Returns
        -------
        array (draw,), year
        """
        cases, start = case_array((case,)), self.request.start_year()
        found = np.empty(len(self.records))

        def run(part: int) -> int:
            place = slice(part * PART, (part + 1) * PART)
            rows = self.records[place]
            if replaced:
                rows = rows.copy()
                for name, value in replaced.items():
                    rows[name] = max(value, start) if name == "human_level_date" else value
            first = first_dates(rows, cases, start, from_arrival=True)["first"]
            refuse_not_a_number(rows, first, self.inputs.beliefs)
            found[place] = first[:, 0]
            return 0

        engine.run_blocks(run, -(-len(self.records) // PART))
        return found


def gather(request: Request, draws: int, progress: Progress | None = None) -> Gathered:
    """Draw jointly what a request describes.

    Parameters
    ----------
    request : Request
    draws : int
        How many, at most those of the request.
    progress : callable, optional
        Told (stage, done, total) while a posterior is fitted.

    Returns
    -------
    Gathered
    """
    inputs = load_inputs(request)
    posterior, provenance = posterior_for(
        inputs.base, inputs.tables, request.seed, request.priors_dir, progress
    )
    draw, n_rows = block_drawer(request, inputs, posterior), posterior.n_rows
    parts = [
        record(draw(block), min(n_rows, draws - block * n_rows))
        for block in range(-(-draws // n_rows))
    ]
    return Gathered(request, inputs, np.concatenate(parts), n_rows, provenance)


def refuse_unknown(name: str, inputs: Inputs) -> None:
    """Raise InputError unless a name is that of a quantity on which dates depend."""
    from forecast.errors import InputError
    from forecast.quantities import did_you_mean

    known = [each for each in INPUT_NAMES if each in inputs.cards]
    if name not in known:
        why = "no date depends on this quantity" if name in inputs.cards else "unknown quantity"
        raise InputError(
            why,
            field=name,
            accepted="the name of a card that the forecast reads",
            fix=did_you_mean(name, known),
        )
