"""Checks of what the hub rows say: order, ranges, joint samples, agreement with the summary."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from forecast.writeup.answers import HORIZON_YEAR, first_date
from forecast.writeup.checks.folder import Folder
from forecast.writeup.hub import MISSING, N_SAMPLES, NEVER, TASKS

TOLERANCE = 1e-6


def hub_rows_are_unique(folder: Folder) -> Iterator[str]:
    """No task has two rows of one output type and id."""
    seen = set()
    for row in folder.hub:
        key = (*(row[name] for name in TASKS), row["output_type"], row["output_type_id"])
        if key in seen:
            yield f"twice: {key}"
        seen.add(key)


def hub_points_have_no_id(folder: Folder) -> Iterator[str]:
    """Means and medians have no output_type_id."""
    for row in folder.hub_of("mean", "median"):
        if row["output_type_id"] != MISSING:
            yield f"a {row['output_type']} with the id {row['output_type_id']}"


def hub_points_are_told_once(folder: Folder) -> Iterator[str]:
    """A task has one mean and one median at most."""
    for key, rows in folder.tasks("mean", "median"):
        if len(rows) > 1:
            yield f"{len(rows)} of {key}"


def hub_levels_are_probabilities(folder: Folder) -> Iterator[str]:
    """Levels of quantiles lie between 0 and 1."""
    for row in folder.hub_of("quantile"):
        if not 0.0 < float(row["output_type_id"]) < 1.0:
            yield f"a quantile of level {row['output_type_id']}"


def hub_quantiles_rise(folder: Folder) -> Iterator[str]:
    """Quantiles do not fall as their level rises."""
    for key, rows in folder.tasks("quantile"):
        if not _rises(rows):
            yield f"quantiles of {key} fall"


def hub_chances_are_probabilities(folder: Folder) -> Iterator[str]:
    """Values of a distribution function, and chances of never, lie between 0 and 1."""
    for row in folder.hub_of("cdf", "mean"):
        if not 0.0 <= float(row["value"]) <= 1.0:
            yield f"a chance of {row['value']}"


def hub_distributions_rise(folder: Folder) -> Iterator[str]:
    """Distribution functions do not fall as the value rises."""
    for key, rows in folder.tasks("cdf"):
        if not _rises(rows):
            yield f"the distribution of {key} falls"


def hub_distributions_reach_the_horizon(folder: Folder) -> Iterator[str]:
    """A distribution function is told for every whole year from the first to the horizon."""
    years = [str(y) for y in range(int(folder.summary["as_of"][:4]), HORIZON_YEAR + 2)]
    for key, rows in folder.tasks("cdf"):
        if sorted(row["output_type_id"] for row in rows) != years:
            yield f"{key} has {len(rows)} years, not {len(years)}"


def hub_invents_no_year(folder: Folder) -> Iterator[str]:
    """No quantile, median or sample of a date is a year at or beyond the horizon."""
    for row in folder.hub_of("quantile", "median", "sample"):
        if row["target"].endswith("date") and float(row["value"]) >= HORIZON_YEAR + 1:
            yield f"{row['target']}: the year {row['value']}"


def hub_never_is_the_published_one(folder: Folder) -> Iterator[str]:
    """How often a date never comes is told as in the summary."""
    told = {
        (float(row["copies"]), float(row["wage_share"])): float(row["value"])
        for row in folder.hub_of("mean")
        if row["target"] == NEVER
    }
    for row in folder.summary["answers"]["Q2"]:
        if abs(told.get((row["n"], row["theta"]), -1.0) - row["p_never"]) > TOLERANCE:
            yield f"never of {row['n']:g} copies is {told.get((row['n'], row['theta']))}"


def hub_quantiles_are_the_published_ones(folder: Folder) -> Iterator[str]:
    """Quantiles at levels of the summary are those of the summary."""
    for row in folder.hub_of("quantile"):
        if row["target"] != "affordable date":
            continue
        found = first_date(folder.summary, float(row["copies"]), float(row["wage_share"]))
        level = f"{float(row['output_type_id']):g}"
        published = (found or {"quantiles": {}})["quantiles"].get(level, float(row["value"]))
        if published is None or abs(published - float(row["value"])) > TOLERANCE:
            yield f"{row['copies']} copies, {level}: {row['value']}, not {published}"


def hub_medians_are_quantiles(folder: Folder) -> Iterator[str]:
    """A median is the quantile of level 0.5 of its task."""
    middle = {key[:-1]: _at(rows, "0.5") for key, rows in folder.tasks("quantile")}
    for key, rows in folder.tasks("median"):
        if middle.get(key[:-1]) != rows[0]["value"]:
            yield f"the median of {key} is {rows[0]['value']}"


def hub_samples_are_counted(folder: Folder) -> Iterator[str]:
    """Sample indices are whole numbers within the hub's limit."""
    for row in folder.hub_of("sample"):
        index = row["output_type_id"]
        if not index.isdigit() or int(index) >= N_SAMPLES:
            yield f"sample index {index}"


def hub_samples_are_joint(folder: Folder) -> Iterator[str]:
    """A draw has an affordable date exactly where it is not told to be never, and a gap with it."""
    never, dates, gaps = ({}, set(), set())
    for row in folder.hub_of("sample"):
        key = (row["copies"], row["wage_share"], row["output_type_id"])
        if row["target"] == NEVER:
            never[key] = float(row["value"])
        elif row["target"] == "affordable date":
            dates.add(key)
        elif row["target"] == "gap":
            gaps.add(key)
    for key, value in never.items():
        if (value == 0.0) != (key in dates) or (key in dates) != (key in gaps):
            yield f"draw {key} is told in one target and not in another"
    if dates - set(never):
        yield "a date of a draw that is not told to come"


def _rises(rows: list[dict[str, str]]) -> bool:
    ordered = sorted(rows, key=lambda row: float(row["output_type_id"]))
    return all(float(b["value"]) >= float(a["value"]) for a, b in pairwise(ordered))


def _at(rows: list[dict[str, str]], level: str) -> str | None:
    return next((row["value"] for row in rows if row["output_type_id"] == level), None)


CHECKS = (
    hub_rows_are_unique,
    hub_points_have_no_id,
    hub_points_are_told_once,
    hub_levels_are_probabilities,
    hub_quantiles_rise,
    hub_chances_are_probabilities,
    hub_distributions_rise,
    hub_distributions_reach_the_horizon,
    hub_invents_no_year,
    hub_never_is_the_published_one,
    hub_quantiles_are_the_published_ones,
    hub_medians_are_quantiles,
    hub_samples_are_counted,
    hub_samples_are_joint,
)
