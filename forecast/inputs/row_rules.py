"""What must hold between the cells of a row, and between the rows of a table."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from forecast.errors import InputError
from forecast.inputs.data_card import DataCard
from forecast.inputs.evidence_units import ROW_UNITS, bare_unit
from forecast.inputs.price_rules import is_price, price_problems
from forecast.inputs.table import Row
from forecast.quantities import did_you_mean

PLANS = ("planned", "projected", "projection", "plan")  # words of a `status` column


@dataclass(frozen=True)
class Line:
    """A row and the line of the file it stands on."""

    number: int
    row: Row


def row_problems(
    line: Line, card: DataCard, run_date: datetime.date, path: Path
) -> Iterator[InputError]:
    """What is wrong with a row by itself.

    Parameters
    ----------
    line : Line
        The row.
    card : DataCard
        What its columns are.
    run_date : date
        Nothing may be published later.
    path : Path
        The file, for messages.

    Yields
    ------
    InputError
        Dates out of order, money that is not above zero, a low end above the high end, a
        probability outside 0 to 1, an unknown unit.
    """
    yield from _date_problems(line, run_date, path)
    yield from _value_problems(line, card, path)
    yield from _interval_problems(line, card, path)
    unit = line.row.get("unit")
    if isinstance(unit, str) and bare_unit(unit) not in ROW_UNITS:
        yield _problem(
            "unknown unit",
            line,
            path,
            "unit",
            accepted="one of " + ", ".join(ROW_UNITS),
            fix=did_you_mean(unit, ROW_UNITS),
        )


def table_problems(lines: list[Line], card: DataCard, path: Path) -> Iterator[InputError]:
    """What is wrong between rows: repeats on the key, prices far off their neighbours.

    Parameters
    ----------
    lines : list of Line
        Rows that are right by themselves.
    card : DataCard
        Its key and columns.
    path : Path
        The file, for messages.

    Yields
    ------
    InputError
    """
    yield from _repeats(lines, card, path)
    yield from _ungrouped(lines, card, path)
    for found in price_problems([line.row for line in lines], card):
        yield _problem(
            found.message,
            lines[found.index],
            path,
            found.column,
            accepted=found.accepted,
            fix=found.fix,
        )


def is_plan(row: Row) -> bool:
    """Whether a row speaks about a future that had not happened when it was published."""
    return row.get("is_projection") is True or str(row.get("status")).lower() in PLANS


def _date_problems(line: Line, run_date: datetime.date, path: Path) -> Iterator[InputError]:
    row = line.row
    published, observed = row.get("published_on"), row.get("observed_on")
    observable = row.get("observable_on")
    if published is None:
        return
    if published > run_date:
        yield _problem(
            "published after the run date",
            line,
            path,
            "published_on",
            accepted=f"a date up to {run_date}",
        )
    if observed is not None and observed > published and not is_plan(row):
        yield _problem(
            f"observed after it was published on {published}",
            line,
            path,
            "observed_on",
            accepted="a date up to published_on, except in rows marked as projections or plans",
            fix="correct the date, or mark the row (is_projection = true, status = planned)",
        )
    if observable is not None and observable > published:
        yield _problem(
            f"observable only after it was published on {published}",
            line,
            path,
            "observable_on",
            accepted="a date up to published_on",
        )


def _value_problems(line: Line, card: DataCard, path: Path) -> Iterator[InputError]:
    for column in card.columns:
        value = line.row[column.name]
        if not isinstance(value, float):
            continue
        if is_price(column, line.row) and value <= 0:
            yield _problem(
                "money must be above zero", line, path, column.name, accepted="a price above 0"
            )
        if column.unit == "probability" and not 0 <= value <= 1:
            yield _problem("not a probability", line, path, column.name, accepted="0 to 1")


def _interval_problems(line: Line, card: DataCard, path: Path) -> Iterator[InputError]:
    """Columns named low whose high counterpart lies below them."""
    for low, high in card.intervals:
        low_value, high_value = line.row[low], line.row[high]
        if not (isinstance(low_value, float) and isinstance(high_value, float)):
            continue
        if low_value > high_value:
            yield _problem(
                "the low end lies above the high end",
                line,
                path,
                low,
                accepted=f"at most {high} = {high_value:g}",
            )


def _repeats(lines: list[Line], card: DataCard, path: Path) -> Iterator[InputError]:
    """Rows of one key and one publication date; a later publication is a revision."""
    first: dict[tuple, Line] = {}
    for line in lines:
        key = (*(line.row[name] for name in card.key), line.row.get("published_on"))
        earlier = first.setdefault(key, line)
        if earlier is line:
            continue
        same = earlier.row == line.row
        yield InputError(
            "the row stands twice" if same else "another row has the same key and other values",
            file=path,
            line=line.number,
            field=", ".join(card.key),
            found=", ".join(str(each) for each in key[:-1])[:200],
            accepted=f"each key once; it stands on line {earlier.number} too",
            fix="remove one of them"
            if same
            else "remove the wrong one; a revision is a row with a later published_on",
        )


def _ungrouped(lines: list[Line], card: DataCard, path: Path) -> Iterator[InputError]:
    """Rows that no group of the card speaks for, where the card has groups."""
    members = {member for group in card.groups.values() for member in group}
    seen: set[object] = set()
    for line in lines if members else ():
        name = line.row[card.key[0]]
        if name not in members and name not in seen:
            seen.add(name)
            yield _problem(
                "no [[groups]] of the card names it",
                line,
                path,
                card.key[0],
                accepted="a member of one group, so that each voice weighs alike",
                fix=f"add it to a group in {card.path.name}",
            )


def _problem(
    message: str,
    line: Line,
    path: Path,
    column: str,
    *,
    accepted: str,
    fix: str | None = None,
) -> InputError:
    found = line.row[column]
    return InputError(
        message,
        file=path,
        line=line.number,
        field=column,
        found=found.isoformat() if isinstance(found, datetime.date) else found,
        accepted=accepted,
        fix=fix,
    )
