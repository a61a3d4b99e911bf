"""What the 2021 essay takes as given, and GPT-3 served on the accelerators of its day."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from forecast.constants import HORIZON_YEAR, SECONDS_PER_HOUR
from forecast.kernel.at_date import states
from forecast.pipeline.sample import Sample

TABLE = "essay_2021"
DRAWS = 4000  # of the sample; the claims are not about tails
BITS = 16.0  # bit; the precision the essay speaks of
# A dense model with multi-head attention, which nobody has shrunk or sped up; nothing is read.
PLAIN = {
    "active_ratio": 1.0,
    "stored_ratio": 1.0,
    "experts_used_share": 1.0,
    "shared_weight_share": 1.0,
    "kv_ratio": 1.0,
    "weight_bits": BITS,
    "kv_bits": BITS,
    "attended_share": 1.0,
    "sampling_multiplier": 1.0,
    "accepted_tokens_per_step": 1.0,
    "input_tokens_per_output_token": 0.0,
    "scale_up_domain_growth_per_year": 1.0,
    "context_window_growth_per_year": 1.0,
    "context_window_long_run_growth_per_year": 1.0,
    "human_level_date": HORIZON_YEAR,  # no algorithmic gain and no distillation yet
}


@dataclass(frozen=True)
class World:
    """The essay's givens and the draws that stand for its day.

    Parameters
    ----------
    given : dict of str to float
        Values of the table by claim.
    records : array (draw,) of INPUT_DTYPE
        GPT-3 as it was served.
    chips : mapping of str to row
        The accelerators table by name.
    students : tuple of row
        The distillation table.
    sparse_stored_ratio : array (draw,), 1
        Stored over dense-equivalent parameters of the draws with a sparse model.
    """

    given: dict[str, float]
    records: np.ndarray
    chips: dict[str, Any]
    students: tuple[Any, ...]
    sparse_stored_ratio: np.ndarray
    _known: dict[tuple[Any, ...], np.ndarray] = field(default_factory=dict, repr=False)

    def states(self, year: float, **changed: float) -> np.ndarray:
        """State at a date with some inputs replaced, array (draw,) of STATE_DTYPE."""
        asked = (year, *sorted(changed.items()))
        if asked not in self._known:  # several claims ask the same
            records = self.records.copy()
            for name, value in changed.items():
                records[name] = value
            self._known[asked] = states(records, year)
        return self._known[asked]

    def usd_per_copy_hour(self, year: float | None = None, **changed: float) -> np.ndarray:
        """Cost of a stream at a date (that of the essay), array (draw,), USD/hour."""
        year = self.given["date"] if year is None else year
        return self.states(year, **changed)["usd_per_copy_hour"]

    def usd_for_the_words(self, year: float | None = None, **changed: float) -> np.ndarray:
        """Cost of 750 words at a date (that of the essay), array (draw,), USD."""
        seconds = self.given["tokens_of_750_words"] / self.given["speed"]
        return self.usd_per_copy_hour(year, **changed) * seconds / SECONDS_PER_HOUR


def world(sample: Sample, inputs: Any) -> World:
    """The essay's world in the draws of a run.

    Parameters
    ----------
    sample : Sample
        Hardware trends, efficiencies and prices are those of its draws.
    inputs : Inputs
        Its tables hold the givens and the accelerators.

    Returns
    -------
    World
    """
    given = {row["claim"]: row["value"] for row in inputs.tables[TABLE].rows}
    records = sample.records[:DRAWS].copy()
    for name, value in PLAIN.items():
        records[name] = value
    records["size_at_human_level"] = given["gpt_3_parameters"]
    records["context_tokens_in_use"] = given["gpt_3_context"]
    records["tokens_per_second_per_stream"] = given["speed"]
    records["scale_up_domain_chips"] = given["accelerators_of_a_machine"]
    drawn = sample.records[:DRAWS]
    return World(
        given,
        records,
        chips={row["accelerator"]: row for row in inputs.tables["accelerators"].rows},
        students=inputs.tables["distillation"].rows,
        sparse_stored_ratio=drawn["stored_ratio"][drawn["experts_used_share"] < 1.0],
    )
