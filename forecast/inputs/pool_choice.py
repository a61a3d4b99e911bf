"""Which forecasts of the human-level date a pool counts.

A pool names classes of event, and of each group the latest forecast of them counts; or it names
forecasts one by one. All forecasts are fitted, so a pool only chooses among them: no scenario
needs a new fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecast.inputs.compound import Pool
from forecast.inputs.pool import HUMAN_LEVEL, group_of, latest_forecasts
from forecast.inputs.toml_files import Place
from forecast.quantities import did_you_mean

if TYPE_CHECKING:
    from forecast.inputs.evidence import Table

POOLED = "human_level_date"  # the quantity that is pooled


@dataclass(frozen=True)
class NarrowPool(Pool):
    """A pool of some groups only, or of forecasts named one by one.

    Parameters
    ----------
    groups : tuple of str
        Only these groups; none named means all.
    forecasts : tuple of str
        Instead of classes: these forecasts, also where their group has made a later one.
    """

    groups: tuple[str, ...] = ()
    forecasts: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The pool as it would stand on a card: what it does not name is left out."""
        named = {"groups": self.groups, "forecasts": self.forecasts}
        told = super().as_dict() | {name: list(values) for name, values in named.items()}
        return {name: value for name, value in told.items() if value}


def chosen_forecasts(
    tables: Mapping[str, Table], belief: Pool, place: Place | None = None
) -> Table:
    """Rows of the forecasts that a pool counts.

    Parameters
    ----------
    tables : mapping of str to Table
        Evidence known on a day.
    belief : Pool
        What counts.
    place : Place, optional
        Where the pool is written; what an error names.

    Returns
    -------
    Table

    Raises
    ------
    InputError
        If the table, a class, a group or a forecast is not known, or nothing is left.
    """
    place = place or Place().inside(POOLED)
    _refuse_unknown("dataset", [belief.dataset], tables, place)
    table = tables[belief.dataset]
    narrow = belief if isinstance(belief, NarrowPool) else NarrowPool(belief.dataset, ())
    if narrow.forecasts:
        known = [row["forecast_id"] for row in table.rows]
        _refuse_unknown("forecasts", narrow.forecasts, known, place)
        return table.where(lambda row: row["forecast_id"] in narrow.forecasts)
    classes = [*HUMAN_LEVEL, *(row["milestone_class"] for row in table.rows)]
    _refuse_unknown("milestone_classes", belief.milestone_classes, classes, place)
    speaking = _of_groups(table, narrow.groups, place)
    kept = latest_forecasts(speaking, belief.milestone_classes)
    if not kept.rows:
        _refuse_empty(belief.milestone_classes, speaking, place)
    return kept


def _of_groups(table: Table, groups: tuple[str, ...], place: Place) -> Table:
    """Rows of the groups a pool names, all where it names none."""
    group = group_of(table)
    _refuse_unknown("groups", groups, group.values(), place)
    return table.where(lambda row: not groups or group[row["forecast_id"]] in groups)


def _refuse_empty(classes: tuple[str, ...], table: Table, place: Place) -> None:
    """Refuse a pool of nothing, and say which classes there are."""
    there = sorted({row["milestone_class"] for row in table.rows})
    raise place.error(
        "no forecast of these classes was published by this date",
        "milestone_classes",
        found=list(classes),
        accepted="of these groups: " + ", ".join(there) if there else None,
    )


def _refuse_unknown(field: str, names: Iterable[str], known: Iterable[str], place: Place) -> None:
    """Refuse a name that nothing published by the date has."""
    there = sorted(set(known))
    for name in names:
        if name not in there:
            raise place.error(
                "nothing published by this date has this name",
                field,
                found=name,
                accepted="one of " + ", ".join(there),
                fix=did_you_mean(name, there),
            )
