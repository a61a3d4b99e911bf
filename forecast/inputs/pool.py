"""Published forecasts of the human-level date: who speaks, when, and which is the latest.

One person or institute is one group, as the table's card says; of each group only the latest
forecast counts, and groups weigh alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecast.errors import InputError

if TYPE_CHECKING:
    from forecast.inputs.evidence import Row, Table

# Classes of one kind of event, human-level AI: their forecasts borrow from one another in the fit.
# Which of them count is on the card.
HUMAN_LEVEL = (
    "strong_general_ai",
    "human_level_machine_intelligence",
    "full_automation",
    "agi",
    "transformative_ai",
)
# Dates known to the month or the year stand at its first day: half of it is added.
HALF_PERIOD_YEARS = {"day": 0.0, "month": 1 / 24, "year": 0.5}


def latest_forecasts(table: Table, milestones: tuple[str, ...]) -> Table:
    """Rows of the latest forecast of each group about the given milestones.

    Parameters
    ----------
    table : Table
        Rows of `arrival_forecasts` known on a day.
    milestones : tuple of str
        Classes of event that count.

    Returns
    -------
    Table
        Forecasts that a group made on one date all stay, such as two questions of one survey.

    Raises
    ------
    InputError
        If a forecast stands in no group of the card.
    """
    about = table.where(lambda row: row["milestone_class"] in milestones)
    group = group_of(about)
    newest: dict[str, Any] = {}
    for row in about.rows:
        name = group[row["forecast_id"]]
        newest[name] = max(newest.get(name, row["observed_on"]), row["observed_on"])
    return about.where(lambda row: row["observed_on"] == newest[group[row["forecast_id"]]])


def components(table: Table) -> list[dict[str, Any]]:
    """Components of the pool: forecasts with group, date and weight.

    Parameters
    ----------
    table : Table
        Rows of the forecasts that count.

    Returns
    -------
    list of dict
        `forecast_id`, `group`, `made_year` [year] and `weight` [1], by forecast_id; the weights
        add to one, are alike for groups, and are split evenly within one.
    """
    group = group_of(table)
    made = {row["forecast_id"]: made_year(row) for row in table.rows}
    ids = sorted(made)
    size = {name: sum(group[each] == name for each in ids) for name in set(group.values())}
    return [
        {
            "forecast_id": each,
            "group": group[each],
            "made_year": made[each],
            "weight": 1 / (len(size) * size[group[each]]),
        }
        for each in ids
    ]


def made_year(row: Row) -> float:
    """The date on which a forecast was made, year.

    Parameters
    ----------
    row : Row
        With `observed_on` and `observed_on_precision`.

    Returns
    -------
    float, year
        The middle of the day's month or year where only that is known.
    """
    from forecast.inputs.table import decimal_year

    return decimal_year(row["observed_on"]) + HALF_PERIOD_YEARS[row["observed_on_precision"]]


def group_of(table: Table) -> dict[str, str]:
    """The group of each forecast of a table.

    Parameters
    ----------
    table : Table
        Rows of `arrival_forecasts`.

    Returns
    -------
    dict of str to str
        forecast_id to name of the group.

    Raises
    ------
    InputError
        If a forecast stands in no group of the card.
    """
    listed = {each: name for name, ids in table.card.groups.items() for each in ids}
    found = {row["forecast_id"] for row in table.rows}
    missing = sorted(found - set(listed))
    if missing:
        raise InputError(
            "the forecast belongs to no group, so its weight is not known",
            file=table.card.path,
            field="groups",
            found=missing[0],
            fix='add it to a group: [[groups]] name = "...", forecasts = ["..."]',
        )
    return {each: listed[each] for each in sorted(found)}
