"""The forecast in the files of a forecast hub (hubverse model output).

One row a number: task columns, then `output_type`, `output_type_id`, `value`. A date beyond the
horizon has no row: it is no year. How often that happens is a mean of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from forecast.writeup.answers import HORIZON_YEAR, MAIN_THETA
from forecast.writeup.hub_config import hub_config
from forecast.writeup.numbers import csv_text
from forecast.writeup.publication.material import Material

TEAM, MODEL = "billion_copies", "monte_carlo"  # letters, digits and _; joined by one hyphen
LICENCE = "CC-BY-4.0"
TASKS = ("reference_date", "scenario_id", "target", "copies", "wage_share", "target_year")
COLUMNS = (*TASKS, "output_type", "output_type_id", "value")
MISSING = "NA"
N_SAMPLES = 100  # joint draws told; hubs set a limit
NEVER, SCENARIO = "never before the horizon", "default"
REACHED, REACHED_YEARS = "human-level date reached", (2027, 2030, 2035, 2040, 2050)
UNITS = {
    "affordable date": "calendar year with fraction",
    "human-level date": "calendar year with fraction",
    "gap": "years from the first human-level model to the affordable date",
    "usd per copy-hour": "USD per hour, prices of the year in the summary",
    "copies at once": "copies the world's hardware could run",
    REACHED: "1 where a human-level model exists by the end of the year, else 0",
    NEVER: "1 where the affordable date is not before the horizon, else 0",
}


def model_name() -> str:
    """Name of team and model as hubs join them."""
    return f"{TEAM}-{MODEL}"


def hub_files(material: Material) -> dict[str, bytes]:
    """Model output, its metadata, target data and what the hub asks, by path.

    Parameters
    ----------
    material : Material

    Returns
    -------
    dict of str to bytes
    """
    as_of, name = material.document["as_of"], model_name()
    rows = [*output_rows(material)]
    output = csv_text(COLUMNS, _with_missing(iter(rows)))
    return {
        **hub_config(rows, TASKS, UNITS, N_SAMPLES),
        f"model-output/{name}/{as_of}-{name}.csv": output.encode(),
        f"model-metadata/{name}.yml": metadata_text(material.document).encode(),
        "target-data/time-series.csv": csv_text(SERIES_COLUMNS, series_rows(as_of)).encode(),
        "target-data/oracle-output.csv": csv_text(
            ORACLE_COLUMNS, _with_missing(oracle_rows(material))
        ).encode(),
    }


def output_rows(material: Material) -> Iterator[dict]:
    """Yield every row of the model output."""
    yield from quantile_rows(material)
    yield from cdf_rows(material)
    yield from never_rows(material)
    yield from reached_rows(material)
    yield from sample_rows(material)


def quantile_rows(material: Material) -> Iterator[dict]:
    """Yield quantiles and medians; one beyond the horizon has no row."""
    for key, levels in material.levels.items():
        task = _task(material.document, key)
        for level, value in levels.items():
            if value is not None:
                yield {
                    **task,
                    "output_type": "quantile",
                    "output_type_id": f"{level:g}",
                    "value": value,
                }
        if levels[0.5] is not None:
            yield {**task, "output_type": "median", "output_type_id": None, "value": levels[0.5]}


def cdf_rows(material: Material) -> Iterator[dict]:
    """Yield the chance of a date before each whole year, from the year of the forecast on."""
    start = int(material.document["as_of"][:4])
    for key, (values, chances) in material.curves.items():
        if key[0].endswith("date"):
            for year in range(start, HORIZON_YEAR + 2):
                yield {
                    **_task(material.document, key),
                    "output_type": "cdf",
                    "output_type_id": str(year),
                    "value": float(np.interp(year, values, chances)),
                }


def never_rows(material: Material) -> Iterator[dict]:
    """Yield how often a date is not before the horizon."""
    for row in material.document["answers"]["Q2"]:
        key = (NEVER, row["n"], row["theta"], None)
        task = _task(material.document, key)
        yield {**task, "output_type": "mean", "output_type_id": None, "value": row["p_never"]}


def reached_rows(material: Material) -> Iterator[dict]:
    """Yield the chance that the first human-level model exists by the end of some years."""
    values, chances = material.curves["human-level date", None, None, None]
    start = int(material.document["as_of"][:4])
    for year in (start, *(each for each in REACHED_YEARS if each > start)):
        task = _task(material.document, (REACHED, None, None, year))
        p = float(np.interp(year + 1, values, chances))
        yield {**task, "output_type": "mean", "output_type_id": None, "value": p}


def sample_rows(material: Material) -> Iterator[dict]:
    """Yield joint draws: rows of one index belong together across all targets."""
    document, draws = material.document, material.draws
    columns = {("human-level date", None, None, None): draws["human_level_date"]}
    for row in document["answers"]["Q2"]:
        if row["theta"] == MAIN_THETA:
            tail = f"{row['n']:.0e}_theta_{row['theta']:g}".replace("e+0", "e")
            dates = draws[f"date_{tail}"]
            columns["affordable date", row["n"], row["theta"], None] = dates
            columns["gap", row["n"], row["theta"], None] = draws[f"gap_{tail}"]
            columns[NEVER, row["n"], row["theta"], None] = np.isinf(dates).astype(float)
    for key, values in columns.items():
        task = _task(document, key)
        for index, value in enumerate(values[:N_SAMPLES]):
            if np.isfinite(value) and (key[0] != "human-level date" or value < HORIZON_YEAR + 1):
                told = {"output_type": "sample", "output_type_id": str(index)}
                yield {**task, **told, "value": float(value)}


SERIES_COLUMNS = ("as_of", *TASKS[1:], "observation")
ORACLE_COLUMNS = (*TASKS[1:], "output_type", "output_type_id", "oracle_value")


def series_rows(as_of: str) -> list[dict]:
    """What has been observed of the targets by the day: no human-level model exists yet."""
    return [
        {
            "as_of": as_of,
            "scenario_id": SCENARIO,
            "target": REACHED,
            "copies": MISSING,
            "wage_share": MISSING,
            "target_year": int(as_of[:4]),
            "observation": 0,
        }
    ]


def oracle_rows(material: Material) -> Iterator[dict]:
    """Yield what a perfect forecaster would have said of the dates that are decided: cdf rows at
    years that have begun, which are 0 as long as the event has not happened."""
    start = material.document["as_of"][:4]
    for row in cdf_rows(material):
        if row["output_type_id"] == start:
            task = {name: row[name] for name in TASKS[1:]}
            told = {"output_type": "cdf", "output_type_id": start, "oracle_value": 0}
            yield {**task, **told}


def metadata_text(document: Mapping[str, Any]) -> str:
    """Metadata of the model as YAML, every text in double quotes."""
    import json

    told = {
        "team_name": "Billion Copies",
        "team_abbr": TEAM,
        "model_name": "Monte Carlo forecast of affordable copies of a human-level AI model",
        "model_abbr": MODEL,
        "model_version": document["run_id"],
        "license": LICENCE,
        "designated_model": True,
        "methods": "Bayesian posterior (PyMC) of hardware, serving, supply and arrival of "
        "human-level AI, pushed through a cost and supply model by Monte Carlo.",
        "data_inputs": "See datapackage.json and inputs.zip of the publication.",
    }
    lines = [f"{name}: {json.dumps(value)}" for name, value in told.items()]
    contributors = ["model_contributors:", '  - name: "Billion Copies contributors"']
    return "\n".join([*lines, *contributors]) + "\n"


def _task(document: Mapping[str, Any], key: tuple) -> dict[str, Any]:
    target, n, theta, year = key
    return {
        "reference_date": document["as_of"],
        "scenario_id": document["scenario"] or SCENARIO,
        "target": target,
        "copies": None if n is None else int(n),
        "wage_share": theta,
        "target_year": year,
    }


def _with_missing(rows: Iterator[dict]) -> Iterator[dict]:
    """Rows in which what is missing is written as hubs write it."""
    for row in rows:
        yield {name: MISSING if value is None else value for name, value in row.items()}
