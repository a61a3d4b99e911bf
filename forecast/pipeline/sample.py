"""The draws kept whole, for questions that look at single dates or at a few draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecast.inputs.questions import HEADLINE, Case, all_cases

# Quantities that only such questions read: they have cards, and the kernel does not see them.
EXTRA_NAMES: tuple[str, ...] = (
    "training_tokens_per_parameter",
    "training_days",
    "training_flop_share",
    "lab_share_of_stock",
    "context_used_share",
    "context_window_tokens",
    "served_active_parameters",
    "served_stored_ratio",
    "served_tokens_per_second_per_stream",
    "served_context_tokens",
    "served_input_tokens_per_output_token",
    "served_cached_input_share",
    "inference_share_today",
    "fleet_token_load_share",
    "log10_inference_per_log10_training",
    "log10_training_trade_limit",
    "hardware_shape",
    "stock_shape",
    "algorithmic_shape",
    "context_shape",
    "lowest_price_shape",
    "tokens_per_day_growth_per_year",
    "tokens_per_day_long_run_growth_per_year",
    "tokens_per_day_slowing_years",
    "token_price_fall_per_year",
    "token_price_long_run_fall_per_year",
    "token_price_slowing_years",
    "lowest_token_price_fall_per_year",
    "lowest_token_price_long_run_fall_per_year",
    "lowest_token_price_slowing_years",
)


@dataclass(frozen=True)
class Sample:
    """The first draws of a run, one posterior row each, chains taking turns.

    Parameters
    ----------
    records : array (draw,) of INPUT_DTYPE
        What the kernel reads.
    extra : dict of array (draw,)
        The quantities of `EXTRA_NAMES`, by name.
    first : array (draw, case), year
        First affordable date of each draw in each of `questions.all_cases`; inf for never.
    start_year : float, year
        Date of the run.
    n_rows : int
        Rows of the posterior: draw i belongs to row i % n_rows.
    """

    records: np.ndarray
    extra: dict[str, np.ndarray]
    first: np.ndarray
    start_year: float
    n_rows: int

    def __getitem__(self, name: str) -> np.ndarray:
        """Draws of one quantity, array (draw,)."""
        return self.extra[name] if name in self.extra else self.records[name]

    def first_of(self, case: Case) -> np.ndarray:
        """First affordable dates of one case, array (draw,), year; inf for never."""
        return self.first[:, all_cases().index(case)]

    @property
    def dates(self) -> np.ndarray:
        """First affordable dates of the headline case."""
        return self.first_of(HEADLINE)


def joined(parts: list[Sample]) -> Sample:
    """Samples of consecutive blocks as one.

    Parameters
    ----------
    parts : list of Sample
        At least one.

    Returns
    -------
    Sample
    """
    return Sample(
        np.concatenate([part.records for part in parts]),
        {name: np.concatenate([part.extra[name] for part in parts]) for name in parts[0].extra},
        np.concatenate([part.first for part in parts]),
        parts[0].start_year,
        parts[0].n_rows,
    )
