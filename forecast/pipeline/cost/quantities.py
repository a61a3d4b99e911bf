"""What a measured number of a serving table counts, and how seconds become it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forecast.errors import InputError
from forecast.quantities import did_you_mean

# What the seconds predicted for a row are the time of.
REQUEST = "request"  # a whole batch: all input read, then all tokens written
FIRST_TOKEN = "first_token"  # the reading of a whole batch
QUEUE = "queue"  # one written token of a full queue, its reading included
STEP = "step"  # one decode step
READING = "reading"  # one input token


@dataclass(frozen=True)
class Quantity:
    """How a number relates to the seconds that the formulas predict.

    Parameters
    ----------
    counts : str
        One of the kinds above.
    power : float
        1 for a time, -1 for a speed.
    per : str
        Whose speed it is: "all", "accelerator", "user", "request" or "total" (input and output).
    needs : tuple of str
        Columns without which it cannot be said.
    """

    counts: str
    power: float
    per: str
    needs: tuple[str, ...]

    @property
    def is_shared(self) -> bool:
        """Whether the seconds are of a token of any stream, so that the batch shares a step."""
        return self.counts == QUEUE or (self.counts == STEP and self.per != "user")

    @property
    def of_lengths(self) -> bool:
        """Whether the number itself depends on how long requests are."""
        return self.per in ("total", "request")

    def factor(self, row: Mapping[str, Any], batch: float) -> float:
        """What the predicted seconds, to `power`, are multiplied by.

        Parameters
        ----------
        row : mapping
            The filled row.
        batch : float
            Streams asked for.

        Returns
        -------
        float
        """
        if self.power > 0:
            return 1.0
        tokens = batch * row["output_tokens"] if self.counts == REQUEST else 1.0
        return tokens / _shared_by(self.per, row)


def quantity_of(row: Mapping[str, Any]) -> Quantity:
    """What the number of a row counts.

    Parameters
    ----------
    row : mapping
        With `quantity` and `regime`.

    Returns
    -------
    Quantity

    Raises
    ------
    InputError
        When the quantity is none that the model predicts.
    """
    name, regime = str(row["quantity"] or ""), str(row["regime"] or "")
    if name == "speculative_decoding_speedup":
        raise InputError("not in the row: accepted tokens a step, which a speed-up is made of")
    if name not in NAMES:
        raise InputError(
            f"no quantity {name!r} is predicted", fix=did_you_mean(name, NAMES) or ", ".join(NAMES)
        )
    counts, power, per = NAMES[name]
    if counts == QUEUE:
        counts = _counted(regime, per)
    return Quantity(counts, power, per, _needs(counts, per))


# What each name means in a full queue; other regimes are told apart in `_counted`.
NAMES: Mapping[str, tuple[str, float, str]] = {
    "end_to_end_latency_s": (REQUEST, 1.0, "all"),
    "time_to_first_token_s": (FIRST_TOKEN, 1.0, "all"),
    "seconds_per_output_token": (STEP, 1.0, "user"),
    "output_tokens_per_s": (QUEUE, -1.0, "all"),
    "output_tokens_per_s_per_accelerator": (QUEUE, -1.0, "accelerator"),
    "output_tokens_per_s_per_user": (QUEUE, -1.0, "user"),
    "total_tokens_per_s": (QUEUE, -1.0, "total"),
    "requests_per_s": (QUEUE, -1.0, "request"),
    "input_tokens_per_s": (READING, -1.0, "all"),
    "input_tokens_per_s_per_accelerator": (READING, -1.0, "accelerator"),
}


def _counted(regime: str, per: str) -> str:
    if "prefill" in regime:
        return READING
    if "decode" in regime or per == "user":
        return STEP
    return REQUEST if regime in ("closed_batch", "single_stream") else QUEUE


def _needs(counts: str, per: str) -> tuple[str, ...]:
    lengths = {
        REQUEST: ("input_tokens", "output_tokens", "batch"),
        FIRST_TOKEN: ("input_tokens", "batch"),
        QUEUE: ("input_tokens", "output_tokens"),
        STEP: ("context_tokens",),
        READING: ("context_tokens",),
    }
    more = ("input_tokens", "output_tokens") if per in ("total", "request") else ()
    return tuple(dict.fromkeys((*lengths[counts], *more)))


def _shared_by(per: str, row: Mapping[str, Any]) -> float:
    """By how many the speed of a written token is divided to give the number."""
    if per == "accelerator":
        return float(row["n_accelerators"])
    if per == "request":
        return float(row["output_tokens"])
    if per == "total":
        return row["output_tokens"] / (row["output_tokens"] + row["input_tokens"])
    return 1.0
