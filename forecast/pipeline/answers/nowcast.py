"""Q21: the same equations for today's models and today's stock, beside what is observed.

The tokens that the world writes and reads in a day, and Google alone, at the date of the newest
statement; how many copies today's typical model could run; what its tokens cost beside list prices.
A miss is explained in reports/decisions, never tuned away.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from forecast.kernel.at_date import states
from forecast.pipeline.answers.comparison import errors, is_inside, quantiles
from forecast.pipeline.answers.observed_today import (
    OWNERS,
    PRICES,
    TOKENS,
    latest_statements,
    list_prices,
    owner_share,
)
from forecast.pipeline.answers.served_today import (
    DRAWS,
    known_model,
    one_stream,
    served_model,
    traffic,
    usd_per_million_tokens,
)
from forecast.pipeline.sample import Sample
from forecast.supply import token_volume
from forecast.timeline.drivers import first_order
from forecast.timeline.monte_carlo_error import batches

NEEDED = (TOKENS, PRICES, OWNERS, "economy", "moe")
OWNER, OWNER_STATEMENT = "Google", "Google (all surfaces)"  # publishes tokens, and chips are known
BLEND = 3.0  # tokens read for each written in the blended price of the price table
BLENDED, OUTPUT = "usd_per_million_tokens_blended_3to1", "usd_per_million_output_tokens"
KNOWN_MODEL, KNOWN_KEY = "DeepSeek-V3", "deepseek-v3"  # size published, sold by several hosts
PRICE_UNIT = "USD per 1e6 tokens"

ASKED = (  # what the volume is asked about; other inputs matter less or are fitted
    "served_active_parameters", "served_stored_ratio", "served_tokens_per_second_per_stream",
    "served_context_tokens", "served_input_tokens_per_output_token", "served_cached_input_share",
    "inference_share_today", "fleet_token_load_share", "shipments_h100e", "attended_share",
    "kv_ratio", "weight_bits", "decode_flop_share", "prefill_flop_share", "serving_error_score",
)  # fmt: skip
N_DRIVERS = 4

Row = dict[str, Any]


def answer(sample: Sample, inputs: Any) -> list[Row]:
    """Rows of ours beside what is observed.

    Parameters
    ----------
    sample : Sample
    inputs : Inputs
        Its tables hold what is observed.

    Returns
    -------
    list of dict
        Keys quantity, unit, observed (None where nobody publishes it), q10, q50, q90, year,
        inside (our 80 % interval), p_below (share of ours below the observed) and basis; with
        several observed values observed_q10, observed_q90, n_observed and price_over_cost; for the
        tokens of the world drivers.
    """
    if any(name not in inputs.tables or not inputs.tables[name].rows for name in NEEDED):
        return []
    return [*_token_rows(sample, inputs.tables), _copies(sample), *_price_rows(sample, inputs)]


def _token_rows(sample: Sample, tables: Any) -> list[Row]:
    said = latest_statements(tables[TOKENS])
    if not said:
        return []
    total, year = sum(each.value for each in said), max(each.year for each in said)
    volume = tokens_per_day(sample, year)
    drivers = {"drivers": _drivers(sample, volume)}
    read = sample["served_input_tokens_per_output_token"][:DRAWS]
    basis = f"observed is the sum of {len(said)} companies' newest statements: a lower bound"
    rows = [
        _row("tokens_per_day", total, volume, year, basis) | drivers,
        _row("tokens_written_per_day", None, volume / (1.0 + read), year, "nobody publishes it"),
    ]
    for each in said:
        if each.entity == OWNER_STATEMENT:
            share = owner_share(tables[OWNERS], OWNER)
            basis = f"on {share:.0%} of the stock, Google's share of the chips counted by owner"
            ours = share * tokens_per_day(sample, each.year)
            rows.append(_row("tokens_per_day_google", each.value, ours, each.year, basis))
    return rows


def tokens_per_day(sample: Sample, year: float) -> np.ndarray:
    """Tokens that the world's fleet writes and reads in a day.

    Parameters
    ----------
    sample : Sample
    year : float, year

    Returns
    -------
    array (draw,), token/day
    """
    records = traffic(sample)
    found = states(records, year)
    return token_volume.tokens_per_day(
        serving_chips=sample["inference_share_today"][:DRAWS] * found["chips_powered"],
        token_load_share=sample["fleet_token_load_share"][:DRAWS],
        chips_per_stream=found["chips_per_copy"],
        tokens_per_second_per_stream=records["tokens_per_second_per_stream"],
        input_tokens_per_output_token=records["input_tokens_per_output_token"],
    )


def _drivers(sample: Sample, volume: np.ndarray) -> list[dict[str, Any]]:
    """What alone explains most of the spread of the tokens, of the quantities of today."""
    serves = volume > 0.0
    asked = {name: sample[name][:DRAWS][serves] for name in ASKED}
    if not serves.any():
        return []
    batch = batches(len(volume), sample.n_rows)[serves]
    return first_order(np.log10(volume[serves]), asked, batch)[:N_DRIVERS]


def _copies(sample: Sample) -> Row:
    year = sample.start_year
    found = states(served_model(sample), year)
    serving = sample["inference_share_today"][:DRAWS] * found["chips_powered"]
    basis = "streams, speed, context and reading of a human-level copy, on today's typical model"
    ours = serving / found["chips_per_copy"]
    return _row("copies_of_todays_model", None, ours, year, basis, "copies")


def _price_rows(sample: Sample, inputs: Any) -> list[Row]:
    tables, year = inputs.tables, sample.start_year
    speed = sample["served_tokens_per_second_per_stream"][:DRAWS]
    typical = traffic(sample)
    sizes = next(row for row in tables["moe"].rows if row["model"] == KNOWN_MODEL)
    known = known_model(typical, sizes["n_active_parameters"], sizes["n_total_parameters"])
    asked = (
        (OUTPUT, one_stream(typical, speed), list_prices(tables, OUTPUT), "nothing read"),
        (BLENDED, one_stream(typical, speed, BLEND), list_prices(tables, BLENDED), "3 read for 1"),
        (
            f"{BLENDED}_deepseek_v3",
            one_stream(known, speed, BLEND),
            list_prices(tables, BLENDED, KNOWN_KEY),
            "3 read for 1, the model's own size",
        ),
    )
    return [
        _price_row(quantity, prices, usd_per_million_tokens(records, year), year, traded)
        for quantity, records, prices, traded in asked
        if prices.size
    ]


def _price_row(quantity: str, prices: np.ndarray, ours: np.ndarray, year: float, told: str) -> Row:
    basis = f"cost of serving on rented chips, {told}; observed is the median of list prices"
    observed = quantiles(prices)
    row = _row(quantity, observed["q50"], ours, year, basis, PRICE_UNIT, none_is_zero=False)
    spread = {f"observed_{name}": observed[name] for name in ("q10", "q90")}
    over = np.median(prices) / ours
    row["errors"] |= errors(over, len(over), before="price_over_cost_")
    return row | spread | {"price_over_cost": quantiles(over), "n_observed": int(prices.size)}


def _row(
    quantity: str,
    observed: float | None,
    ours: np.ndarray,
    year: float,
    basis: str,
    unit: str = "tokens/day",
    none_is_zero: bool = True,
) -> Row:
    values = np.nan_to_num(ours, nan=0.0, posinf=0.0) if none_is_zero else ours
    told = quantiles(values)
    return {
        "quantity": quantity,
        "unit": unit,
        "observed": observed,
        **told,
        "year": year,
        "inside": is_inside(observed, told),
        "p_below": None if observed is None else float(np.mean(ours < observed)),
        "basis": basis,
        "errors": errors(values, len(values)),  # fewer draws than the posterior has rows
    }
