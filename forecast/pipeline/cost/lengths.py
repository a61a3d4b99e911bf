"""Lengths that a row does not state: those of today's traffic, by draw.

A row without a context, or without input and output lengths, can still be predicted: its lengths
are latent, with the beliefs about what services carry today, and its interval is wider for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from forecast.posterior.likelihoods.serving_requests import (
    attended_share,
    decode_flop,
    reading_flop,
)
from forecast.posterior.likelihoods.serving_rows import Rows

CONTEXT, RATIO = "served_context_tokens", "served_input_tokens_per_output_token"
CARDS = (CONTEXT, RATIO)
LATENT = ("context_tokens", "input_tokens", "output_tokens")  # columns that may stay empty
NOTE = f"lengths not stated: those of the cards {CONTEXT} and {RATIO}"
FIELDS = ("read_tokens", "held_tokens", "decode_flop", "prefill_flop", "prefill_tokens")


@dataclass(frozen=True)
class Latent:
    """What of a row depends on lengths that it does not state.

    Parameters
    ----------
    row : mapping
        The filled row.
    n_layers, d_model : float, 1
        Of its model.
    tokens_read : float or None, token
        Read in what its number counts; None for those read for each written.
    """

    row: Mapping[str, Any]
    n_layers: float
    d_model: float
    tokens_read: float | None

    def fields(self, context: Any, ratio: Any) -> dict[str, Any]:
        """Fields of `Rows` at some lengths.

        Parameters
        ----------
        context : float or array (draw,), token
        ratio : float or array (draw,), 1
            Tokens read for each written.

        Returns
        -------
        dict
        """
        row = self.row
        stated = row["context_tokens"] or row["input_tokens"]
        context = context if stated is None else stated + 0.0 * context
        read = ratio if self.tokens_read is None else self.tokens_read + 0.0 * ratio
        cached = row["cached_share"] or 0.0
        shape = {"n_layers": self.n_layers, "d_model": self.d_model}
        return {
            "read_tokens": attended_share(row) * context,
            "held_tokens": context,
            "decode_flop": decode_flop(row, shape, context),
            "prefill_flop": reading_flop(row, shape, context, cached, read),
            "prefill_tokens": (1.0 - cached) * read + 0.0 * context,
        }


def with_lengths(rows: Rows, latent: list[Latent | None], noise: Mapping[str, Any]) -> Rows:
    """Rows whose unstated lengths take the values of each draw.

    Parameters
    ----------
    rows : Rows
        One row a case.
    latent : list of Latent or None
        For each row, in order; None where all lengths are stated.
    noise : mapping
        `CARDS`, array (draw, 1) or float.

    Returns
    -------
    Rows
        The fields that depend on lengths are arrays (draw, row) where any row needs it.
    """
    if not any(latent):
        return rows
    columns: dict[str, list[Any]] = {name: [] for name in FIELDS}
    context, ratio = (np.atleast_1d(np.squeeze(noise[name])) for name in CARDS)
    for i, each in enumerate(latent):
        told = each.fields(context, ratio) if each else {}
        for name in FIELDS:
            columns[name].append(told.get(name, getattr(rows, name)[i] + 0.0 * context))
    return replace(rows, **{name: np.stack(each, axis=-1) for name, each in columns.items()})
