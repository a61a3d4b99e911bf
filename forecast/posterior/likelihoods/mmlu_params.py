"""MMLU scores of dense open models by size and date: how fast the size for a score falls.

Rows: a score in one report. The logit of the score above chance is linear in log size and in time,
and the ratio of the two slopes is the yearly fall of size at a fixed score. Releases (models of one
family on one date) and models have effects of their own, since one model's reports and one
release's sizes stand or fall together. Errors are on the score itself, Student t: on a logit scale
the many models near chance would speak loudest and say least.

The fall is inflated (benchmark-targeted data, undertrained early models, overtrained small ones)
and this is one data set: one bias, with a prior on the data card, stands for both, so the rows say
mostly that the gain is not small. Distilled models are left out: distillation is counted elsewhere.

What the plots show: scores near chance until mid-2023 for 7e9 to 13e9 parameters, then a jump, then
a slow rise. In the LLaMA and Llama 2 series the logit rises by 1.9 and 1.3 a decade of size. With
normal release effects the undertrained releases of 2023 (Falcon, MPT, XGen, RedPajama) lie 2 below
and pull the fall of size up to 8.7 a year; with Student effects it is 6.3 (3.6 to 12). 97 % of
scores lie in their 90 % band; a few stray by 0.07 to 0.13 from another report of the same model.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pymc as pm

from forecast.posterior.build import nuisance
from forecast.posterior.likelihoods.algorithmic_efficiency import log_gain
from forecast.posterior.shapes import ALGORITHMIC, Scored
from forecast.posterior.shapes_model import observe, shaped

if TYPE_CHECKING:
    from forecast.inputs.evidence import Table

DATASET = "mmlu_params"
TERMS = (
    "algorithmic_gain_per_year",
    "algorithmic_long_run_gain_per_year",
    "algorithmic_slowing_years",
)
PREDICTS_WITH = (
    "mmlu_inflation",
    "mmlu_level_2024",
    "mmlu_slope_per_decade",
    "mmlu_release_spread",
    "mmlu_release_tail_degrees",
    "mmlu_model_spread",
    "mmlu_score_scatter",
    "mmlu_tail_degrees",
    "mmlu_params_release",
)
CHANCE_FRACTION = 0.25  # four answers to choose from
CENTRE_YEAR, CENTRE_LOG10_PARAMETERS = 2024.0, 10.0  # where the level of the score is stated


@dataclass(frozen=True)
class Scores:
    """One entry per reported score, by model, then report.

    Parameters
    ----------
    fraction : array (report,), 1
        Share of right answers.
    log10_size : array (report,), log10 of parameters
        Above `CENTRE_LOG10_PARAMETERS`.
    years : array (report,), year
        Release date after `CENTRE_YEAR`.
    release : array (report,)
        Position among releases: models of one family on one date.
    model : array (report,)
        Position among models.
    """

    fraction: np.ndarray
    log10_size: np.ndarray
    years: np.ndarray
    release: np.ndarray
    model: np.ndarray


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows that enter: five-shot scores of all models that are not known to be distilled.

    Left out: the record setters computed from these rows, distilled models, and code models (all
    rows of one report that does not state the number of shots; trained for something else).
    """
    del tables
    return table.where(
        lambda row: (
            row["table"] == "all_models"
            and not row["distilled_flag"]
            and row["n_shots"] is not None
        )
    )


def family(model: str) -> str:
    """Family of a model, from its name.

    Parameters
    ----------
    model : str
        As reported.

    Returns
    -------
    str
        First word without version and size, in lower case.

    Examples
    --------
    >>> family("Meta-Llama-3-8B-Instruct"), family("qwen1.5-14B"), family("LLaMA-7B")
    ('llama', 'qwen', 'llama')
    """
    match = re.match(r"(?:meta-)?([a-z]+)", model.lower())
    return match[1] if match else model


def scores(table: Table) -> Scores:
    """Scores with size, date, and who belongs together.

    Parameters
    ----------
    table : Table
        Selected rows, in any order.

    Returns
    -------
    Scores
    """
    order = sorted(
        range(len(table)), key=lambda at: (table.rows[at]["model"], table.rows[at]["reported_in"])
    )
    rows = [table.rows[at] for at in order]
    releases = [(family(row["model"]), row["observed_on"]) for row in rows]
    return Scores(
        fraction=np.array([row["mmlu_fraction"] for row in rows]),
        log10_size=np.log10([row["n_parameters"] for row in rows]) - CENTRE_LOG10_PARAMETERS,
        years=table.years()[order] - CENTRE_YEAR,
        release=np.unique([f"{name} {day}" for name, day in releases], return_inverse=True)[1],
        model=np.unique([row["model"] for row in rows], return_inverse=True)[1],
    )


def scored(table: Table, tables: Mapping[str, Table]) -> Scored:
    """Each score is known from its model's release on; the scores of a release are one unit."""
    del tables
    found = scores(table)
    return Scored(found.years + CENTRE_YEAR, [str(release) for release in found.release])


def add(terms: Mapping[str, Any], table: Table, tables: Mapping[str, Table]) -> None:
    """Scores around a logistic curve in log size and time, with release and model effects.

    Parameters
    ----------
    terms : mapping of str to scalar tensor
        Values of `TERMS` in their cards' units.
    table : Table
        Selected rows.
    tables : mapping of str to Table
        All evidence; not used.
    """
    del tables
    found, noise, terms = scores(table), nuisance(table), shaped(terms, ALGORITHMIC)
    # Releases are centred on the trend, so that it moves without them; models on their release, so
    # that a release whose scores are at chance, where the logit is free, moves without its models.
    of_release = np.unique(found.release, return_index=True)[1]
    years = found.years[of_release]
    gain = log_gain(terms, CENTRE_YEAR + years) - log_gain(terms, CENTRE_YEAR)
    log10_fall = (gain + noise["mmlu_inflation"] * years) / np.log(10)
    slope = noise["mmlu_slope_per_decade"]
    release = pm.StudentT(
        f"{DATASET}_release",
        nu=noise["mmlu_release_tail_degrees"],
        mu=noise["mmlu_level_2024"] + slope * log10_fall,
        sigma=noise["mmlu_release_spread"],
        shape=len(of_release),
    )
    model = pm.Normal(
        f"{DATASET}_model", sigma=noise["mmlu_model_spread"], shape=int(found.model.max()) + 1
    )
    logit = release[found.release] + slope * found.log10_size + model[found.model]
    observe(
        pm.StudentT,
        DATASET,
        pm.Data(f"{DATASET}_fraction", found.fraction),
        nu=noise["mmlu_tail_degrees"],
        mu=CHANCE_FRACTION + (1 - CHANCE_FRACTION) * pm.math.sigmoid(logit),
        sigma=noise["mmlu_score_scatter"],
    )
