"""H100-equivalents, power, cost and chips of compute clusters, and of frontier sites by date.

Two kinds of row. A cluster, at the date it began to work and with its rank among those that worked
then: log value = that of the largest, which grows faster since 2019, minus a slope times the log
of the rank. The rank makes clusters of all sizes speak about the frontier (without it their sizes
scatter by a factor 3.7 around the trend, with it by 1.4); its own distribution is fitted too, for
clusters whose rank is not known. A dated point of a frontier site: site effect and growth. Student
t. The outputs are fitted side by side and share no parameter but the tails.

A power law of sizes by rank brings its own noise: the largest of many strays by a factor, the
thirtieth hardly. `log_scale` adds that to the scatter of single clusters.

Left out: clusters outside the source's standard analysis, planned ones, points that are
projections, and sites before their first chip. The source covers 10 to 20 % of the world and
secret clusters not at all: ranks are ranks among the known. Speaks about no card.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from forecast.inputs.table import Table
from forecast.posterior.effects import groups, noise_named, standard_scores

DATASET = "clusters"
TERMS = ()
CLUSTERS, SITES = "gpu_clusters", "frontier_data_center_timeline"
OF_CLUSTERS = {"h100e": "h100e", "power": "power_w", "cost": "cost_usd", "chips": "n_chips"}
OF_SITES = {"h100e": "h100e", "power": "power_w", "cost": "cost_usd"}
RANK = "rank_when_first_operational"
NOISE = (
    "cluster_h100e_level",
    "cluster_h100e_growth",
    "cluster_h100e_early_growth",
    "cluster_h100e_rank_slope",
    "cluster_h100e_scatter",
    "cluster_power_level",
    "cluster_power_growth",
    "cluster_power_early_growth",
    "cluster_power_rank_slope",
    "cluster_power_scatter",
    "cluster_cost_level",
    "cluster_cost_growth",
    "cluster_cost_early_growth",
    "cluster_cost_rank_slope",
    "cluster_cost_scatter",
    "cluster_chips_level",
    "cluster_chips_growth",
    "cluster_chips_early_growth",
    "cluster_chips_rank_slope",
    "cluster_chips_scatter",
    "cluster_log_rank",
    "cluster_log_rank_spread",
    "cluster_student_degrees",
    "site_h100e_level",
    "site_h100e_growth",
    "site_h100e_site_scatter",
    "site_h100e_scatter",
    "site_power_level",
    "site_power_growth",
    "site_power_site_scatter",
    "site_power_scatter",
    "site_cost_level",
    "site_cost_growth",
    "site_cost_site_scatter",
    "site_cost_scatter",
)
PREDICTS_WITH = ("site_h100e_score", "site_power_score", "site_cost_score")
LEVEL_YEAR = 2025.0  # year; of the levels
KINK_YEAR = 2019.0  # year; growth before and after differs


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows that enter: known clusters with a rank and a date, and past points of sites."""
    del tables
    return table.where(
        lambda row: (
            row["observed_on"] is not None
            and (
                row["status"] == "past"
                or (row["include_in_standard_analysis"] and row[RANK] is not None)
            )
        )
    )


def log_trend(noise: Mapping[str, Any], output: str, years: Any) -> Any:
    """Log of what the largest cluster of a year has, in the output's unit.

    Parameters
    ----------
    noise : mapping of str to scalar, array or tensor
        Parameters of the data card.
    output : str
        Of `OF_CLUSTERS`.
    years : float or array (row,), year

    Returns
    -------
    array or tensor
        Two straight lines that meet at `KINK_YEAR`.
    """
    late = np.maximum(years, KINK_YEAR) - LEVEL_YEAR
    early = np.minimum(years - KINK_YEAR, 0.0)
    name = f"cluster_{output}"
    return (
        noise[f"{name}_level"]
        + noise[f"{name}_growth"] * late
        + noise[f"{name}_early_growth"] * early
    )


def log_scale(noise: Mapping[str, Any], output: str, log_ranks: Any) -> Any:
    """Scale of the log value of a cluster of known rank around the trend, 1.

    Parameters
    ----------
    noise : mapping of str to scalar, array or tensor
        Parameters of the data card.
    output : str
        Of `OF_CLUSTERS`.
    log_ranks : array (row,)
        Natural log of the rank, from 0 on.

    Returns
    -------
    array or tensor (row,)

    Notes
    -----
    Where sizes fall with rank as a power law of slope s, the log of the r-th largest of many has
    variance s^2 (1/r^2 + 1/(r + 1)^2 + ...), the trigamma function of r (Renyi's representation
    of order statistics): 1.3 s for the first, 0.3 s for the tenth. So no parameter is added.

    Examples
    --------
    >>> noise = {"cluster_power_scatter": 0.3, "cluster_power_rank_slope": 1.0}
    >>> log_scale(noise, "power", np.log([1.0, 10.0, 100.0])).round(2).tolist()
    [1.32, 0.44, 0.32]
    """
    from scipy.special import polygamma

    of_rank = polygamma(1, np.exp(log_ranks))
    scatter, slope = (noise[f"cluster_{output}_{name}"] for name in ("scatter", "rank_slope"))
    return np.sqrt(scatter**2 + slope**2 * of_rank)


def add(terms: Mapping[str, Any], table: Table, tables: Mapping[str, Table]) -> None:
    """Log values of clusters by date and rank, and of sites by date and site, Student t.

    Parameters
    ----------
    terms : mapping
        Empty.
    table : Table
        Selected rows.
    tables : mapping of str to Table
        All evidence; not used.
    """
    import pymc as pm

    del terms, tables
    noise = noise_named(table, NOISE)
    clusters = table.where(lambda row: row["series"] == CLUSTERS)
    pm.Normal(
        "cluster_log_rank_observed",
        noise["cluster_log_rank"],
        noise["cluster_log_rank_spread"],
        observed=pm.Data("cluster_log_ranks", np.log(clusters.column(RANK))),
    )
    for output, column in OF_CLUSTERS.items():
        _add_clusters(output, with_value(clusters, column), column, noise)
    sites = table.where(lambda row: row["series"] == SITES)
    for output, column in OF_SITES.items():
        _add_sites(output, with_value(sites, column), column, noise)


def with_value(table: Table, column: str) -> Table:
    """The rows whose value in a column is above zero."""
    return table.where(lambda row: (row[column] or 0.0) > 0.0)


def _add_clusters(output: str, rows: Table, column: str, noise: Mapping[str, Any]) -> None:
    import pymc as pm

    log_ranks = np.log(rows.column(RANK).astype(float))
    fall = noise[f"cluster_{output}_rank_slope"] * log_ranks
    pm.StudentT(
        f"cluster_{output}_observed",
        nu=noise["cluster_student_degrees"],
        mu=log_trend(noise, output, rows.years()) - fall,
        sigma=log_scale(noise, output, log_ranks),
        observed=pm.Data(f"cluster_{output}_log_value", np.log(rows.column(column))),
    )


def _add_sites(output: str, rows: Table, column: str, noise: Mapping[str, Any]) -> None:
    import pymc as pm

    sites, site = groups(list(rows.column("cluster")))
    name = f"site_{output}"
    of_site = noise[f"{name}_site_scatter"] * standard_scores(f"{name}_score", sites)
    grown = noise[f"{name}_growth"] * (rows.years() - LEVEL_YEAR)
    pm.StudentT(
        f"{name}_observed",
        nu=noise["cluster_student_degrees"],
        mu=noise[f"{name}_level"] + of_site[site] + grown,
        sigma=noise[f"{name}_scatter"],
        observed=pm.Data(f"{name}_log_value", np.log(rows.column(column))),
    )
