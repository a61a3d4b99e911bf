"""numbers.csv: every published number on a row of its own, with what identifies it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from forecast.writeup.answers import Document
from forecast.writeup.compare import part_label
from forecast.writeup.escaping import spreadsheet_text
from forecast.writeup.monte_carlo import EffectiveDraws, chance_error, quantile_errors

KEYS = (
    "scenario",
    "n",
    "theta",
    "year",
    "years",
    "reading",
    "test",
    "basis",
    "speed",
    "at",
    "name",
    "part",
    "claim",
    "quantity",
    "source",
    "trend",
    "shape",
    "begin",
    "end",
    "target",
    "model",
)
COLUMNS = ("question", *KEYS, "statistic", "value", "unit", "mcse", "note")
UNITS = {
    "Q2": "year",
    "Q3": "year",
    "Q4": "years",
    "Q5": "copies",
    "Q6": "copies",
    "Q7": "USD/hour",
    "Q8": "1",
    "Q18": "1",
    "Q19": "W",
    "by_shape": "year",
    "by_scenario": "year",
    "wage": "USD/hour",
    "population": "people",
}
BEYOND = "beyond the horizon"
NO_DRAW = "no draw to tell it of"
NO_HARDWARE = "no hardware serves it at any price"
NULL_MEANS = {"Q7": NO_HARDWARE, "Q8": NO_HARDWARE, "Q19": NO_HARDWARE}
PLAIN = {  # numbers that stand alone in a row, with their units
    "p": "1",
    "p_never": "1",
    "p_zero": "1",
    "p_window_closes": "1",
    "p_no_arrival": "1",
    "p_above_available": "1",
    "p_never_given_arrival": "1",
    "first_order": "1",
    "usd_per_copy_hour": "USD/hour",
    "compute_needed": "1",
    "p_below": "1",
    "weight": "1",
    "prior_weight": "1",
    "off_by": "1",
    "median_abs_log_ratio": "1",
    "coverage80": "1",
    "median_log_width": "1",
    "full_peak": "1",
    "flop_60_bandwidth_70": "1",
    "n_cases": "1",
    "crps": "1",
    "our_crps": "1",
    "skill": "1",
    "coverage50": "1",
    "coverage90": "1",
    "effective_draws": "draws",
}


PROBABILITY = "probability"  # kind of a row whose value is a chance or a share of draws
CHANCES = ("p_over_", "share_", "p_")  # how the statistics of such rows begin


def number_rows(document: Document) -> Iterator[dict]:
    """Yield every number of a forecast document as a row of numbers.csv.

    Besides the columns, a chance has `kind` "probability", and every row `given`: the share of
    draws that it is told of.
    """
    effective = EffectiveDraws(document)
    for question, answer in document["answers"].items():
        for row in answer if isinstance(answer, list) else [answer]:
            draws, given = effective.of(question, row), effective.given(question, row)
            levels = row.get("quantiles") or {}
            slopes, ends_in_mass = row.get("slopes"), question in NULL_MEANS
            errors = quantile_errors(levels, draws, ends_in_mass, slopes)
            errors = {f"q{level}": error for level, error in errors.items()} | _own_errors(row)
            for told in _rows_of(question, row):
                yield {**_with_error(told, draws, errors), "given": given}


def _with_error(told: dict, draws: float, errors: dict[str, float | None]) -> dict:
    """The row with its Monte Carlo error where draws stand behind it."""
    statistic = told["statistic"]
    if statistic in errors and told["value"] is not None and "part" not in told:
        return {**told, "mcse": errors[statistic]}
    if statistic != "p" and not statistic.startswith(CHANCES):
        return told
    if told["value"] is None:
        return told
    if draws < 1.0:
        return {**told, "value": None, "note": NO_DRAW}
    error = told.get("mcse")
    return {
        **told,
        "mcse": chance_error(told["value"], draws) if error is None else error,
        "kind": PROBABILITY,
    }


def _own_errors(row: dict) -> dict[str, float | None]:
    """Errors by statistic that draws told themselves."""
    alone = {"first_order", "usd_per_copy_hour"} & set(row)  # numbers with an error of their own
    return dict(row.get("errors") or {}) | {name: row.get("mcse") for name in alone}


def _rows_of(question: str, row: dict) -> Iterator[dict]:
    base = {"question": question, **{key: row[key] for key in KEYS if key in row}}
    unit = UNITS.get(question, "1")
    for level, value in (row.get("quantiles") or {}).items():
        note = NULL_MEANS.get(question, BEYOND) if value is None else ""
        yield {**base, "statistic": f"q{level}", "value": value, "unit": unit, "note": note}
    for limit, value in (row.get("p_over") or {}).items():
        yield {**base, "statistic": f"p_over_{limit}", "value": value, "unit": "1"}
    for name, value in (row.get("shares") or {}).items():
        yield {**base, "statistic": f"share_{name}", "value": value, "unit": "1"}
    for each in row.get("weights") or ():
        of = {**base, "name": each["forecast_id"], "note": each["group"]}
        weight = {"statistic": "weight", "value": each["weight"], "unit": "1"}
        yield {**of, **weight, "mcse": each.get("mcse")}
        told = {"statistic": "median", "value": each["median"], "unit": unit}
        told |= {"mcse": each.get("median_mcse") if each["median"] is not None else None}
        yield {**of, **told, **({"note": BEYOND} if each["median"] is None else {})}
    for each in row.get("drivers") or ():
        driver = {"statistic": "first_order", "value": each["first_order"], "unit": "1"}
        yield {**base, "name": each["name"], **driver, "mcse": each.get("mcse")}
    for level, value in (row.get("price_over_cost") or {}).items():
        yield {**base, "statistic": f"price_over_cost_{level}", "value": value, "unit": "1"}
    for each in row.get("parts") or ():
        told = {"part": part_label(each), "statistic": "change", "value": each["value"]}
        yield {**base, **told, "unit": row["unit"], "mcse": each["mcse"]}
    yield from _compared(base, row)
    for name, unit in PLAIN.items():
        if name in row:
            mcse = row.get("mcse") if name == ("p" if "p" in row else "p_never") else None
            note = row.get("grade", "") if name == "first_order" else ""
            told = {"statistic": name, "value": row[name], "unit": unit, "mcse": mcse}
            yield {**base, **told, "note": note}


COMPARED = (
    "before", "after", "change", "expected", "computed", "observed", "observed_q10", "observed_q90",
    "theirs", "theirs_low", "theirs_high", "q05", "q10", "q50", "q90", "q95",
)  # fmt: skip


def _compared(base: dict, row: dict) -> Iterator[dict]:
    """Yield what a row that is held against somebody's figure says, in the unit it names."""
    for name in COMPARED:
        if name in row:
            yield {**base, "statistic": name, "value": row[name], "unit": row["unit"]}
    for level, value in (row.get("now") or {}).items():
        yield {**base, "statistic": f"now_{level}", "value": value, "unit": row["unit"]}


def csv_text(columns: Iterable[str], rows: Iterable[dict]) -> str:
    """Return rows as CSV: empty cells for None, text cells safe to open in a spreadsheet."""
    names = list(columns)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return stream.getvalue()


def _cell(value: object) -> object:
    if value is None:
        return ""
    return spreadsheet_text(value) if isinstance(value, str) else value


def numbers_csv(document: Document) -> str:
    """Return the content of numbers.csv."""
    return csv_text(COLUMNS, number_rows(document))
