"""What a configuration takes, and how predictions of measured ones compare, as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forecast.writeup.escaping import terminal_text
from forecast.writeup.section import Section, Table, paragraph, section_text

SMALL, LARGE = 1e-3, 1e6  # amounts outside are written with an exponent
HUNDRED = 100.0
LONGEST_ID = 20  # characters of a row's name
GIGABYTE = BILLION = 1e9
UNSURE = 0.995  # share of draws from which one thing is said to bind in all
GROUPS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "times and speeds": (
        ("step_seconds", "decode step [s]"),
        ("time_to_first_token_seconds", "time to first token [s]"),
        ("request_seconds", "whole batch, read and written [s]"),
        ("tokens_per_s_per_user", "tokens/s per user"),
        ("tokens_per_s_per_accelerator", "tokens/s per accelerator"),
    ),
    "money": (
        ("usd_per_chip_hour", "USD per accelerator-hour"),
        ("usd_per_million_output_tokens", "USD per million output tokens"),
        ("chips_per_copy", "accelerators per copy"),
        ("usd_per_copy_hour", "USD per copy-hour"),
    ),
    "shares of the money": (
        ("share_compute", "compute, reading included"),
        ("share_bandwidth", "bandwidth"),
        ("share_network", "network"),
        ("share_idle", "idle: launches, hours out of use"),
        ("share_energy", "energy"),
        ("share_margin", "margin"),
    ),
    "what fits": (
        ("streams_that_fit", "streams beside the weights"),
        ("waves", "waves of the batch"),
        ("least_accelerators", "accelerators at least"),
    ),
}
TRAINING = (
    ("training_flop_share", "share of the 16-bit peak reached"),
    ("training_days", "days of training"),
    ("training_usd", "USD of training"),
)
BINDS = {
    "compute": "arithmetic of writing",
    "bandwidth": "memory bandwidth",
    "network": "waiting for other accelerators",
    "fixed": "the fixed time of a step",
    "reading": "reading the input",
    "offload": "the link to slower memory",
    "memory": "memory: the batch runs in waves",
}
BASELINE_NAMES = {"full_peak": "peak", "flop_60_bandwidth_70": "60/70"}


def cost_text(document: dict[str, Any], width: int) -> str:
    """One configuration as text.

    Parameters
    ----------
    document : dict
        `forecast.cost/1` of one configuration.
    width : int
        Columns.

    Returns
    -------
    str
    """
    about = document["configuration"]
    by_name = {row["quantity"]: row for row in document["rows"]}
    rows: list[tuple[str, ...]] = []
    groups = {**GROUPS, "training": TRAINING} if TRAINING[0][0] in by_name else GROUPS
    for title, entries in groups.items():
        rows.append((title,))
        rows += [(f"  {label}", *_quantiles(by_name[name])) for name, label in entries]
    table = Table(("80% interval", "10%", "median", "90%"), tuple(rows))
    section = Section(
        "cost", "What it takes", (_configuration(about),), table, tuple(_notes(document))
    )
    return section_text(section, width)


def _configuration(about: Mapping[str, Any]) -> str:
    name = f"{about['model']}, " if about["model"] else ""
    return terminal_text(
        f"{name}{about['n_parameters'] / BILLION:,.4g}e9 parameters at "
        f"{about['weight_bits']:g} bit on "
        f"{about['n_accelerators']:g} x {about['accelerator']}, batch {about['batch']:g}: weights "
        f"{about['weight_bytes'] / GIGABYTE:,.4g} GB, cache "
        f"{amount(about['cache_bytes_per_stream'] / GIGABYTE)} GB a stream, memory "
        f"{about['memory_bytes'] / GIGABYTE:,.4g} GB."
    )


def _notes(document: dict[str, Any]) -> list[str]:
    binds = max(document["binds"], key=document["binds"].__getitem__)
    p = document["binds"][binds]
    how_sure = "" if p > UNSURE else f" in {100 * p:.0f}% of draws"
    notes = [f"What binds{how_sure}: {BINDS[binds]}."]
    fits = "The batch fits at once." if document["fits"] else "The batch does not fit at once."
    notes.append(fits)
    fast = 100 * document["p_fast_enough_for_a_copy"]
    notes.append(
        f"A stream is as fast as a copy needs in {fast:.0f}% of draws "
        "(tokens_per_second_per_stream)."
    )
    return notes + [terminal_text(f"Note: {note}.") for note in document["notes"]]


def table_text_of(document: dict[str, Any], width: int) -> str:
    """A table of predictions as text: rows, those that cannot be evaluated, and scores.

    Parameters
    ----------
    document : dict
        `forecast.cost/1` of a table.
    width : int
        Columns.

    Returns
    -------
    str
    """
    seen = [row for row in document["rows"] if row["q50"] is not None]
    refused = [row for row in document["rows"] if row["q50"] is None]
    parts = []
    if seen:
        headers = ("row", "observed", "10%", "median", "90%", "ratio")
        by_quantity = dict.fromkeys(row["quantity"] for row in seen)
        body: list[tuple[str, ...]] = []
        for name in by_quantity:
            body.append((terminal_text(str(name)),))
            body += [_predicted(row) for row in seen if row["quantity"] == name]
        parts.append(
            section_text(
                Section("rows", "Predicted and observed", (), Table(headers, tuple(body))), width
            )
        )
    if refused:
        lines = [_refused(row, width) for row in refused]
        parts.append("\n".join(["NOT EVALUATED", *lines]))
    parts.append(section_text(_scores(document), width))
    return "\n\n".join(parts)


def _predicted(row: Mapping[str, Any]) -> tuple[str, ...]:
    observed = "-" if row["observed"] is None else amount(row["observed"])
    ratio = "-" if row["ratio"] is None else f"{row['ratio']:.2f}"
    return (f"  {_short(row['id'])}", observed, *_quantiles(row), ratio)


def _refused(row: Mapping[str, Any], width: int) -> str:
    return paragraph(terminal_text(f"{_short(row['id'])}: {row['reason']}"), width, "  ")


def _scores(document: dict[str, Any]) -> Section:
    """Scores by study, all rows first; rules of thumb beside them."""
    names = tuple(document["baselines"])
    more = tuple(BASELINE_NAMES.get(name, name) for name in names)
    headers = ("study", "scored", "|log r|", "cover", "width", *more)
    whole = {"study": "all", "n_rows": len(document["rows"]), **document}
    rows = tuple(_score_row(each, names) for each in (whole, *document["by_study"]))
    notes = [
        "ratio: predicted over observed; |log r|: median |ln(ratio)|; cover: share of "
        "observations in the 80% interval; width: median ln(90%/10%)."
    ]
    if names:
        notes.append("peak, 60/70: |log r| of rooflines at 100% and at 60% FLOP/70% bandwidth.")
    return Section("scores", "How far off", (), Table(headers, rows), tuple(notes))


def _score_row(scores: Mapping[str, Any], baselines: tuple[str, ...]) -> tuple[str, ...]:
    share = scores["coverage80"]
    return (
        terminal_text(str(scores["study"] or "-")),
        f"{scores['n_scored']}/{scores['n_rows']}",
        _two(scores["median_abs_log_ratio"]),
        "-" if share is None else f"{100 * share:.0f}%",
        _two(scores["median_log_width"]),
        *(_two(scores["baselines"][name]["median_abs_log_ratio"]) for name in baselines),
    )


def _two(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _short(name: str) -> str:
    plain = terminal_text(name)
    return plain if len(plain) <= LONGEST_ID else plain[: LONGEST_ID - 2] + ".."


def _quantiles(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(amount(row[key]) for key in ("q10", "q50", "q90"))


def amount(value: float) -> str:
    """A positive amount, short.

    Parameters
    ----------
    value : float

    Returns
    -------
    str

    Examples
    --------
    >>> amount(0.0181), amount(1234.5), amount(2e-5), amount(0.0)
    ('0.0181', '1,234', '2.0e-05', '0')
    """
    if value == 0.0:
        return "0"
    if not SMALL <= abs(value) < LARGE:
        return f"{value:.1e}"
    return f"{value:,.0f}" if abs(value) >= HUNDRED else f"{value:.3g}"
