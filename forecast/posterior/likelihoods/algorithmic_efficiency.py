"""Published yearly rates of algorithmic progress, one estimate a row.

Rows: the factor a year by which training compute, or parameters, for a fixed capability fall.
Most speak of training compute; the gain meant here is in parameters per token, whose log is a
share (`training_to_inference_exponent`, about one half) of theirs. Studies that share data share an
effect; methods on one data set scatter by more than any quoted interval; a study without interval
gets a nuisance error. The density record speaks of parameters directly but is inflated by
benchmark-targeted data, distillation and overtraining of small models: a bias with a prior takes
that out. Distillation is counted elsewhere in the model and is not part of this gain.

Informs: yearly gain on the inference side; the exponent hardly.

What the plots show: seven methods on one data set span 3.2 to 18.6 a year and their intervals miss
each other, so the scatter between methods is as large as that between groups. All twelve estimates
lie in their 90 % predictive band; the steepest methods of that data set near its upper edge, image
classification in its lower half.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pymc as pm
import pytensor.tensor as pt
from scipy.special import ndtri

from forecast.constants import START_YEAR
from forecast.posterior.build import nuisance
from forecast.posterior.shapes import ALGORITHMIC, Scored
from forecast.posterior.shapes_model import observe, shaped
from forecast.trends import log_slowing_growth

if TYPE_CHECKING:
    from forecast.inputs.evidence import Table

DATASET = "algorithmic_efficiency"
TERMS = (
    "algorithmic_gain_per_year",
    "algorithmic_long_run_gain_per_year",
    "algorithmic_slowing_years",
    "training_to_inference_exponent",
)
PREDICTS_WITH = (
    "algorithmic_group_spread",
    "algorithmic_method_spread",
    "algorithmic_unquoted_error",
    "algorithmic_densing_inflation",
    "algorithmic_efficiency_group_score",
)

# An earlier edition of a study whose later edition is in the table.
REPLACED = frozenset({"Ho et al. 2024", "Xiao et al. 2024 densing law"})
# The input of somebody's model, not an estimate from data.
ASSUMED = frozenset({"Epoch direct-approach default"})
OF_PARAMETERS = "parameters"  # how `measured_quantity` begins where parameters are counted


@dataclass(frozen=True)
class Estimates:
    """One entry per estimate, by study.

    Parameters
    ----------
    log_factor : array (study,), natural log of a factor a year
        Central estimate.
    log_error : array (study,), 1
        Standard error of it from the quoted interval; nan where none is quoted.
    group : array (study,)
        Position of the study group.
    of_parameters : array (study,) of bool
        Parameters are counted, not training compute.
    start, end : array (study,), year
        The period that a study looks at: it estimates the mean gain over it.
    """

    log_factor: np.ndarray
    log_error: np.ndarray
    group: np.ndarray
    of_parameters: np.ndarray
    start: np.ndarray
    end: np.ndarray


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows that enter: one edition of each estimate made from data.

    Left out: the first editions of Ho et al. (its interval is far too narrow) and of the density
    study, and the default of Epoch's direct-approach model, which is an assumption.
    """
    del tables
    return table.where(lambda row: row["study"] not in REPLACED | ASSUMED)


def estimates(table: Table) -> Estimates:
    """Log factors and their quoted errors.

    Parameters
    ----------
    table : Table
        Selected rows, in any order.

    Returns
    -------
    Estimates
    """
    rows = by_study(table)
    groups = sorted({row["study_group"] for row in rows})
    start, end = np.array([period(row["period"]) for row in rows]).T
    return Estimates(
        log_factor=np.log([row["factor_per_year"] for row in rows]),
        log_error=np.array([quoted_error(row) for row in rows]),
        group=np.array([groups.index(row["study_group"]) for row in rows]),
        of_parameters=np.array(
            [row["measured_quantity"].startswith(OF_PARAMETERS) for row in rows]
        ),
        start=start,
        end=end,
    )


def by_study(table: Table) -> list[Mapping[str, Any]]:
    """Rows in the order of the estimates."""
    return sorted(table.rows, key=lambda row: row["study"])


def period(text: str) -> tuple[float, float]:
    """Beginning and end of a period of whole years or months, year.

    Examples
    --------
    >>> period("2012-2023"), period("2023-07 to 2025-06")
    ((2012.0, 2024.0), (2023.5, 2025.5))
    """
    (first, month), (last, last_month) = re.findall(r"(\d{4})(?:-(\d{2})(?!\d))?", text)
    end = int(last) + (int(last_month) / 12 if last_month else 1.0)
    return int(first) + (int(month or 1) - 1) / 12, end


def scored(table: Table, tables: Mapping[str, Table]) -> Scored:
    """Each estimate is known from its publication on; those that share data are one unit."""
    del tables
    known = dict(zip(table.column("study"), table.years("published_on"), strict=True))
    rows = by_study(table)
    return Scored(
        np.array([known[row["study"]] for row in rows]), [row["study_group"] for row in rows]
    )


def quoted_error(row: Mapping[str, Any]) -> float:
    """Standard error of a log factor by the interval that its row quotes, 1.

    Parameters
    ----------
    row : Row

    Returns
    -------
    float
        Half the log width over the score of its level; nan where the level is not stated.
    """
    level = re.match(r"(\d+)%", row["interval"] or "")
    if level is None:
        return np.nan
    score = ndtri(0.5 + float(level[1]) / 200)
    return float(np.log(row["factor_per_year_high"] / row["factor_per_year_low"]) / (2 * score))


def log_gain(terms: Mapping[str, Any], years: Any) -> Any:
    """Natural log of the gain from the start date to calendar years, 1.

    Parameters
    ----------
    terms : mapping of str to scalar
        Values of `TERMS`.
    years : array (row,), year
        Calendar years.

    Returns
    -------
    array or tensor (row,), 1
        The trend the kernel carries forward; negative for the past.
    """
    return log_slowing_growth(
        years_since_start=years - START_YEAR,
        log_growth_today=np.log(terms["algorithmic_gain_per_year"]),
        log_growth_long_run=np.log(terms["algorithmic_long_run_gain_per_year"]),
        slowing_years=terms["algorithmic_slowing_years"],
    )


def add(terms: Mapping[str, Any], table: Table, tables: Mapping[str, Table]) -> None:
    """Log factors around the mean gain of their period, by group and method, with quoted error.

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
    found, noise, terms = estimates(table), nuisance(table), shaped(terms, ALGORITHMIC)
    group = pm.Normal(f"{DATASET}_group_score", shape=int(found.group.max()) + 1)
    gain = log_gain(terms, found.end) - log_gain(terms, found.start)
    gain = gain / (found.end - found.start)
    gain = gain + noise["algorithmic_group_spread"] * group[found.group]
    of_training = gain / terms["training_to_inference_exponent"]
    of_parameters = gain + noise["algorithmic_densing_inflation"]
    unquoted = np.isnan(found.log_error)
    quoted = np.where(unquoted, 0.0, found.log_error)
    error = pt.where(unquoted, noise["algorithmic_unquoted_error"], quoted)
    observe(
        pm.Normal,
        DATASET,
        pm.Data(f"{DATASET}_log_factor", found.log_factor),
        mu=pt.where(found.of_parameters, of_parameters, of_training),
        sigma=pt.sqrt(error**2 + noise["algorithmic_method_spread"] ** 2),
    )
