"""One request on a placement, read by the very code that reads the likelihood's closed batches."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from forecast.pipeline.cost.chip import WIDEST_BITS, rate_at
from forecast.posterior.likelihoods.serving_placement import RATE_COLUMNS, arithmetic_bits
from forecast.posterior.likelihoods.serving_rows import TODAYS_SOFTWARE, Rows, prepare

TODAY = datetime.date(int(TODAYS_SOFTWARE), 1, 1)


def one_request(row: Mapping[str, Any], chip: Mapping[str, Any]) -> tuple[Rows, tuple[str, ...]]:
    """One request alone on the placement, by the likelihood's own reading of a closed batch.

    Parameters
    ----------
    row : mapping
        Filled, see `filling.fill`.
    chip : mapping
        With its link, see `chip.linked`.

    Returns
    -------
    (Rows, tuple of str)
        And notes of what stands in for something not known of the chip.
    """
    bits = arithmetic_bits(row)
    at_own = rate_at(chip, bits)
    arithmetic = bits if at_own else WIDEST_BITS
    rated = {**chip, RATE_COLUMNS[arithmetic][0]: at_own or rate_at(chip, WIDEST_BITS)}
    context = row.get("context_tokens") or 0.0
    plain = {
        **row,
        "regime": "closed_batch",
        "arithmetic_bits": arithmetic,
        "batch": 1.0,
        "input_tokens": context if row["input_tokens"] is None else row["input_tokens"],
        "output_tokens": 0.0 if row["output_tokens"] is None else row["output_tokens"],
        "value": 1.0,
        "published_on": row.get("published_on") or TODAY,
    }
    table: Any = SimpleNamespace(rows=(plain,))
    link = {key: chip[key] for key in ("accelerator", "bytes_per_s_both_ways")}
    links = SimpleNamespace(rows=(link,))
    rows = prepare(table, table, links, lambda name: rated)
    notes = []
    if not at_own:
        notes.append(f"arithmetic at {WIDEST_BITS:g} bit: no {bits:g}-bit rate of the chip")
    if chip["is_link_guessed"] and float(rows.n_chips[0]) > 1.0:
        notes.append("link between chips by its usual share of memory bandwidth")
    return rows, tuple(notes)
