"""Reading a data card strictly from `<dataset>/card.toml`."""

from __future__ import annotations

import datetime
from pathlib import Path

from forecast.inputs.data_card import TYPES, Column, DataCard, DataSource
from forecast.inputs.evidence_units import COLUMN_UNITS, bare_unit
from forecast.inputs.fields import Fields
from forecast.inputs.toml_files import Place, read_toml, refuse_unknown_keys
from forecast.quantities import did_you_mean

CARD_KEYS = (
    *("dataset", "title", "row", "key", "informs", "use", "coverage", "retrieved_on"),
    *("n_rows", "sha256", "excluded", "doubts", "sources", "columns"),
    *("fits_secondary", "observable_lag_days", "nuisance", "groups"),
)
LAG = "observable_lag_days"
TEXT_KEYS = ("title", "row", "informs", "use", "coverage", "sha256")
COLUMN_KEYS = ("name", "type", "unit", "required", "meaning")
SOURCE_KEYS = ("name", "licence", "attribution", "url")
GROUP_KEYS = ("name", "forecasts")


def read_data_card(path: Path) -> DataCard:
    """The data card in a file.

    Parameters
    ----------
    path : Path
        `<dataset>/card.toml`.

    Returns
    -------
    DataCard

    Raises
    ------
    InputError
        If a key is unknown or missing, a source has no licence, a unit is not in the closed
        list, or a column of the key is not a column.
    """
    mapping, place = read_toml(path)
    refuse_unknown_keys(mapping, CARD_KEYS, place)
    fields = Fields(mapping, place)
    columns = tuple(_column(each) for each in _tables(fields, "columns"))
    _refuse_repeats(columns, place)
    return DataCard(
        dataset=_dataset(fields, path),
        **{name: fields.text(name, f'{name} = "..."') for name in TEXT_KEYS},
        key=_key(fields, columns),
        retrieved_on=_day(fields, "retrieved_on"),
        n_rows=_count(fields, "n_rows"),
        sources=tuple(_source(each) for each in _tables(fields, "sources")),
        columns=columns,
        path=path,
        excluded=tuple(mapping.get("excluded", ())),
        doubts=tuple(mapping.get("doubts", ())),
        fits_secondary=_optional_text(fields, "fits_secondary"),
        observable_lag_days=_lag(fields),
        groups=_groups(_tables(fields, "groups", needed=False)),
        nuisance_tables=tuple(each.mapping for each in _tables(fields, "nuisance", needed=False)),
        place=place,
    )


def _lag(fields: Fields) -> int | None:
    """Days from the date of a row until it could be known, where the card says so."""
    return _count(fields, LAG) if LAG in fields.mapping else None


def _tables(fields: Fields, name: str, needed: bool = True) -> tuple[Fields, ...]:
    """The `[[name]]` tables, each knowing its own lines."""
    if not needed and name not in fields.mapping:
        return ()
    found = fields.tables(name, f"a table [[{name}]]")
    return tuple(Fields(each.mapping, fields.place.at(name, i)) for i, each in enumerate(found))


def _column(fields: Fields) -> Column:
    refuse_unknown_keys(fields.mapping, COLUMN_KEYS, fields.place)
    unit = fields.required("unit", 'unit = "W", or unit = "" where there is none')
    if not isinstance(unit, str) or bare_unit(unit) not in COLUMN_UNITS:
        raise fields.place.error(
            "unknown unit",
            "unit",
            found=unit,
            accepted="one of " + ", ".join(repr(each) for each in COLUMN_UNITS),
            fix=did_you_mean(str(unit), COLUMN_UNITS),
        )
    kind = fields.choice("type", TYPES)
    if kind == "number" and not unit:
        raise fields.place.error("a number needs a unit", "unit", accepted='unit = "ratio"')
    return Column(
        name=fields.text("name", 'name = "price_usd"'),
        type=kind,
        unit=unit,
        required=_flag(fields, "required"),
        meaning=fields.text("meaning", 'meaning = "price of one accelerator"'),
    )


def _source(fields: Fields) -> DataSource:
    refuse_unknown_keys(fields.mapping, SOURCE_KEYS, fields.place)
    return DataSource(
        name=fields.text("name", 'name = "who published it, edition"'),
        licence=fields.text("licence", 'licence = "CC-BY 4.0" or "facts cited"'),
        attribution=fields.text("attribution", 'attribution = "who must be named"'),
    )


def _groups(tables: tuple[Fields, ...]) -> dict[str, tuple[str, ...]]:
    """Members by group; nobody is in two."""
    groups: dict[str, tuple[str, ...]] = {}
    for fields in tables:
        refuse_unknown_keys(fields.mapping, GROUP_KEYS, fields.place)
        name = fields.text("name", 'name = "who speaks"')
        members = fields.texts("forecasts", 'forecasts = ["metaculus_q3479"]')
        taken = {member for group in groups.values() for member in group}
        if name in groups or taken & set(members):
            raise fields.place.error(
                "a group or a member stands twice",
                "name" if name in groups else "forecasts",
                found=name if name in groups else sorted(taken & set(members)),
                accepted="each once",
            )
        groups[name] = members
    return groups


def _dataset(fields: Fields, path: Path) -> str:
    name = fields.text("dataset", f'dataset = "{path.parent.name}"')
    if name != path.parent.name:
        raise fields.place.error(
            "must be the name of the folder", "dataset", found=name, accepted=path.parent.name
        )
    return name


def _key(fields: Fields, columns: tuple[Column, ...]) -> tuple[str, ...]:
    key = fields.texts("key", 'key = ["accelerator", "observed_on"]')
    names = [column.name for column in columns]
    for name in key:
        if name not in names:
            raise fields.place.error(
                "is not a column",
                "key",
                found=name,
                accepted=", ".join(names),
                fix=did_you_mean(name, names),
            )
    return key


def _refuse_repeats(columns: tuple[Column, ...], place: Place) -> None:
    names = [column.name for column in columns]
    for index, name in enumerate(names):
        if name in names[:index]:
            raise place.at("columns", index).error("column stands twice", "name", found=name)


def _day(fields: Fields, name: str) -> datetime.date:
    text = fields.text(name, f'{name} = "2026-11-22"')
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise fields.place.error(
            "must be a date", name, found=text, accepted=f'{name} = "2026-11-22"'
        ) from None


def _count(fields: Fields, name: str) -> int:
    value = fields.required(name, f"{name} = 174")
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise fields.place.error("must be a count", name, found=value, accepted=f"{name} = 174")
    return value


def _flag(fields: Fields, name: str) -> bool:
    value = fields.required(name, f"{name} = true")
    if not isinstance(value, bool):
        raise fields.place.error("must be true or false", name, found=value, accepted="true, false")
    return value


def _optional_text(fields: Fields, name: str) -> str | None:
    return fields.text(name, f'{name} = "reason"') if name in fields.mapping else None
