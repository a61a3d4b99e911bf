"""The mapping file of a generic CSV: columns of a data set from columns of a file."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forecast.errors import InputError
from forecast.inputs.cells import CellError, parse_cell
from forecast.inputs.csv_text import Record
from forecast.inputs.data_card import DataCard
from forecast.inputs.fields import Fields
from forecast.inputs.toml_files import read_toml, refuse_unknown_keys
from forecast.quantities import did_you_mean

FILE_KEYS = ("dataset", "attribution", "columns", "constants")
COLUMN_KEYS = ("column", "factor", "date", "values")
EXAMPLE = 'columns = { price_usd = "Price", observed_on = { column = "Day", date = "%d.%m.%Y" } }'


@dataclass(frozen=True)
class From:
    """Where a cell comes from.

    Parameters
    ----------
    column : str
        Header in the file.
    factor : float
        Numbers are multiplied by it, to reach the unit of the data set.
    date : str or None
        Format of a day that is not ISO, as `datetime.strptime` takes it.
    values : dict of str to str
        Words of the file in the words of the data set.
    """

    column: str
    factor: float = 1.0
    date: str | None = None
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Mapping:
    """Which column is which.

    Parameters
    ----------
    types : dict of str to str
        Columns of the data set and their types.
    columns : dict of str to From
        What is read from the file.
    constants : dict
        What is the same in all rows.
    attribution : str or None
        Who must be named.
    """

    types: dict[str, str]
    columns: dict[str, From]
    constants: dict[str, Any] = field(default_factory=dict)
    attribution: str | None = None

    def places(self, header: Record, where: str) -> dict[str, int]:
        """By column of the data set: its position in the file.

        Raises
        ------
        InputError
            If a column that is mapped is not in the file, or stands there twice.
        """
        names = [" ".join(name.split()) for name in header.cells]
        found = {}
        for column, source in self.columns.items():
            if names.count(source.column) != 1:
                twice = source.column in names
                raise InputError(
                    "column stands twice" if twice else "column missing",
                    file=where,
                    line=header.line,
                    field=source.column,
                    found=", ".join(names)[:400],
                    accepted="each column of the mapping once",
                    fix=None if twice else did_you_mean(source.column, names),
                )
            found[column] = names.index(source.column)
        return found

    def value(self, column: str, text: str) -> Any:
        """A cell in the type and unit of the data set; None where it is empty.

        Raises
        ------
        CellError
            If it is not of that type.
        """
        source, kind = self.columns[column], self.types[column]
        text = source.values.get(text.strip(), text.strip())
        if kind == "date" and source.date and text:
            return _day(text, source.date)
        value = parse_cell(" ".join(text.split()) if kind == "text" else text, kind)
        return value * source.factor if isinstance(value, float) else value


def read_mapping(path: Path, card: DataCard) -> Mapping:
    """The mapping in a TOML file.

    Parameters
    ----------
    path : Path
        The file: `[columns]`, `[constants]`, `attribution`.
    card : DataCard
        Of the data set; the mapping may name only its columns.

    Returns
    -------
    Mapping

    Raises
    ------
    InputError
        If a key is unknown, a column is not the data set's, or a constant is not of its type.
    """
    mapping, place = read_toml(path)
    refuse_unknown_keys(mapping, FILE_KEYS, place)
    fields = Fields(mapping, place)
    if mapping.get("dataset", card.dataset) != card.dataset:
        raise place.error(
            "is for another data set", "dataset", found=mapping["dataset"], accepted=card.dataset
        )
    types = {column.name: column.type for column in card.columns}
    columns = fields.table("columns", EXAMPLE)
    refuse_unknown_keys(columns.mapping, types, place.at("columns"))
    constants = fields.table("constants", "constants = {}") if "constants" in mapping else None
    stated = constants.mapping if constants else {}
    refuse_unknown_keys(stated, types, place.at("constants"))
    return Mapping(
        types,
        {name: _from(Fields(columns.mapping, columns.place), name) for name in columns.mapping},
        {name: _constant(fields, name, value, types[name]) for name, value in stated.items()},
        fields.text("attribution", '"who"') if "attribution" in mapping else None,
    )


def dataset_named(path: Path) -> str | None:
    """The data set that a mapping file says it is for; None where it says nothing."""
    mapping, place = read_toml(path)
    return Fields(mapping, place).text("dataset", '"economy"') if "dataset" in mapping else None


def same_columns(card: DataCard, header: tuple[str, ...]) -> Mapping:
    """The mapping of a file that has the columns of the data set under their own names."""
    types = {column.name: column.type for column in card.columns}
    return Mapping(types, {name: From(name) for name in types if name in header})


def _from(columns: Fields, name: str) -> From:
    value = columns.mapping[name]
    if isinstance(value, str):
        return From(value)
    inner = columns.table(name, EXAMPLE)
    refuse_unknown_keys(inner.mapping, COLUMN_KEYS, inner.place)
    values = inner.mapping.get("values", {})
    if not isinstance(values, dict) or not all(isinstance(v, str) for v in values.values()):
        raise inner.place.error("must be a table of texts", "values", found=values)
    return From(
        inner.text("column", 'column = "Price"'),
        inner.number("factor") if "factor" in inner.mapping else 1.0,
        inner.text("date", 'date = "%m/%d/%Y"') if "date" in inner.mapping else None,
        values,
    )


def _constant(fields: Fields, name: str, value: Any, kind: str) -> Any:
    """A constant of the column's type; TOML has them all."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    fits = {
        "text": isinstance(value, str),
        "number": is_number,
        "bool": isinstance(value, bool),
        "date": isinstance(value, datetime.date) and not isinstance(value, datetime.datetime),
    }
    if not fits[kind]:
        raise fields.place.at("constants").error(
            "is not of the column's type", name, found=value, accepted=f"a {kind}"
        )
    return float(value) if kind == "number" else value


def _day(text: str, form: str) -> datetime.date:
    try:
        return datetime.datetime.strptime(text, form).date()
    except ValueError:
        raise CellError("not a date of the mapping's form", form) from None
