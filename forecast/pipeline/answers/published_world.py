"""What published answers take as given, and streams of their models in our draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from forecast.constants import BITS_OF_PEAK_RATE, H100_FLOP_PER_S
from forecast.kernel.at_date import states
from forecast.pipeline.answers.served_today import DRAWS, known_model, one_stream
from forecast.pipeline.sample import Sample

TABLE = "published_answers"
DRAWN = ("training_flop_share", "served_stored_ratio", "served_context_tokens")


@dataclass(frozen=True)
class World:
    """The givens of published answers and the draws that stand for the rest.

    Parameters
    ----------
    given : dict of str to float
        Values of the table by name.
    records : array (draw,) of INPUT_DTYPE
        As drawn.
    drawn : dict of str to array (draw,)
        Quantities that the kernel does not read.
    """

    given: dict[str, float]
    records: np.ndarray
    drawn: dict[str, np.ndarray]

    def streams(
        self,
        year: float,
        active: np.ndarray | float,
        stored: np.ndarray | float,
        speed: float,
        **changed: np.ndarray | float,
    ) -> np.ndarray:
        """State at a date when a copy is one stream of a model of known size.

        Parameters
        ----------
        year : float, year
        active, stored : float or array (draw,), parameter
        speed : float, token/s
        **changed : float or array (draw,)
            Other inputs by name; unless told, the context is that of today's traffic and
            nothing is read.

        Returns
        -------
        array (draw,) of STATE_DTYPE
        """
        records = one_stream(known_model(self.records, active, stored), speed)
        records["context_tokens_in_use"] = self.drawn["served_context_tokens"]
        for name, value in changed.items():
            records[name] = value
        return states(records, year)

    def chips_of(self, h100e: np.ndarray | float, found: np.ndarray) -> np.ndarray:
        """H100-equivalents as mean chips of a date, array (draw,), chip."""
        return h100e * H100_FLOP_PER_S / found["chip_flop_per_s"]

    def peak_flop_per_s(self, found: np.ndarray, bits: float) -> np.ndarray:
        """Peak of the mean chip at a number format, array (draw,), FLOP/s."""
        return found["chip_flop_per_s"] * BITS_OF_PEAK_RATE / bits


def world(sample: Sample, inputs: Any) -> World:
    """The givens, and the first `DRAWS` of a run.

    Parameters
    ----------
    sample : Sample
    inputs : Inputs
        Its tables hold the givens.

    Returns
    -------
    World
    """
    given = {row["answer"]: row["value"] for row in inputs.tables[TABLE].rows}
    drawn = {name: sample[name][:DRAWS] for name in DRAWN}
    return World(given, sample.records[:DRAWS], drawn)
