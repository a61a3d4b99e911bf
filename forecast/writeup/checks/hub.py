"""Checks of the hub files: places, names, columns and kinds, by the rules of its validator."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from forecast.writeup.checks.folder import Folder
from forecast.writeup.escaping import spreadsheet_text
from forecast.writeup.hub import COLUMNS, MISSING, ORACLE_COLUMNS, SERIES_COLUMNS, TASKS

TYPES = ("mean", "median", "quantile", "cdf", "sample")
WORD = re.compile(r"[A-Za-z0-9_]+")
ROUND = re.compile(r"\d{4}-\d{2}-\d{2}")
SERIES, ORACLE = "target-data/time-series.csv", "target-data/oracle-output.csv"


def hub_file_has_the_name_of_its_folder(folder: Folder) -> Iterator[str]:
    """One file, <round>-<team>-<model>.csv, in the folder <team>-<model>."""
    if len(folder.hub_paths) != 1:
        yield f"{len(folder.hub_paths)} files of model output"
    for path in folder.hub_paths:
        _, name, file = path.split("/")
        if file.partition(f"-{name}.csv")[1] == "":
            yield f"{file} is not named after {name}"


def hub_round_is_an_iso_date(folder: Folder) -> Iterator[str]:
    """The round in the file's name is the date of the forecast."""
    for path in folder.hub_paths:
        found = path.split("/")[-1][:10]
        if not ROUND.fullmatch(found) or found != folder.summary["as_of"]:
            yield f"the round of {path} is {found}"


def hub_names_are_plain(folder: Folder) -> Iterator[str]:
    """Team and model are letters, digits and _ only, joined by one hyphen."""
    for path in folder.hub_paths:
        parts = path.split("/")[1].split("-")
        if len(parts) != 2 or not all(WORD.fullmatch(part) for part in parts):
            yield f"{path.split('/')[1]} is no name of team and model"


def hub_has_no_code(folder: Folder) -> Iterator[str]:
    """Nothing but CSV lies in model-output/."""
    for path in folder.files:
        if path.startswith("model-output/") and not path.endswith(".csv"):
            yield f"{path} does not belong there"


def hub_has_metadata_for_its_model(folder: Folder) -> Iterator[str]:
    """The metadata file has the model's name and says team, model and licence."""
    for path in folder.hub_paths:
        text = folder.text(f"model-metadata/{path.split('/')[1]}.yml")
        team, model = path.split("/")[1].split("-")
        wanted = (f'team_abbr: "{team}"', f'model_abbr: "{model}"', "license: ", "methods: ")
        yield from (f"the metadata lack {each}" for each in wanted if each not in text)


def hub_columns_are_in_order(folder: Folder) -> Iterator[str]:
    """Task columns first, then output_type, output_type_id, value."""
    for path in folder.hub_paths:
        header = folder.text(path).splitlines()[0]
        if header != ",".join(COLUMNS):
            yield f"the columns are {header}"


def hub_has_no_model_column(folder: Folder) -> Iterator[str]:
    """The model comes from the file's name, not from a column."""
    for path in folder.hub_paths:
        if "model_id" in folder.text(path).splitlines()[0].split(","):
            yield f"{path} has a column model_id"


def hub_reference_date_is_the_round(folder: Folder) -> Iterator[str]:
    """Every row has the date of its round."""
    for row in folder.hub:
        if row["reference_date"] != folder.summary["as_of"]:
            yield f"a row is dated {row['reference_date']}"


def hub_dates_are_days(folder: Folder) -> Iterator[str]:
    """Dates are days, never date and time."""
    for row in folder.hub:
        datetime.date.fromisoformat(row["reference_date"])
        if len(row["reference_date"]) != 10:
            yield f"{row['reference_date']} is no ISO day"


def hub_output_types_are_known(folder: Folder) -> Iterator[str]:
    """Every output type is one that hubs know."""
    for row in folder.hub:
        if row["output_type"] not in TYPES:
            yield f"output type {row['output_type']}"


def hub_has_every_output_type(folder: Folder) -> Iterator[str]:
    """Quantiles, distribution functions, samples, medians and means are all told."""
    found = {row["output_type"] for row in folder.hub}
    yield from (f"no rows of type {kind}" for kind in TYPES if kind not in found)


def hub_values_are_numbers(folder: Folder) -> Iterator[str]:
    """Every value is a number."""
    for row in folder.hub:
        try:
            float(row["value"])
        except ValueError:
            yield f"{row['value']!r} is no number"


def hub_text_needs_no_escape(folder: Folder) -> Iterator[str]:
    """Targets and scenarios are plain words: hubs compare them, so none is escaped."""
    for row in folder.hub:
        for name in ("target", "scenario_id"):
            if spreadsheet_text(row[name]) != row[name] or row[name].startswith("'"):
                yield f"{name} is {row[name]!r}"


def hub_tasks_are_filled(folder: Folder) -> Iterator[str]:
    """Every task column has a value or the mark for a missing one."""
    for row in folder.hub:
        if any(row[name] == "" for name in TASKS) or row["target"] == MISSING:
            yield f"an empty cell among {[row[name] for name in TASKS]}"


def hub_targets_have_their_columns(folder: Folder) -> Iterator[str]:
    """Target data have the columns of a time series and of oracle output."""
    for path, columns in ((SERIES, SERIES_COLUMNS), (ORACLE, ORACLE_COLUMNS)):
        if folder.text(path).splitlines()[0] != ",".join(columns):
            yield f"{path} has other columns"


def hub_oracle_is_zero_before_the_event(folder: Folder) -> Iterator[str]:
    """A distribution function is decided as 0 at years that have begun without the event."""
    year = int(folder.summary["as_of"][:4])
    for row in folder.csv(ORACLE):
        decided = row["output_type"] == "cdf" and int(row["output_type_id"]) <= year
        if not decided or float(row["oracle_value"]) != 0.0:
            yield f"oracle value {row['oracle_value']} at {row['output_type_id']}"


CHECKS = (
    hub_file_has_the_name_of_its_folder,
    hub_round_is_an_iso_date,
    hub_names_are_plain,
    hub_has_no_code,
    hub_has_metadata_for_its_model,
    hub_columns_are_in_order,
    hub_has_no_model_column,
    hub_reference_date_is_the_round,
    hub_dates_are_days,
    hub_output_types_are_known,
    hub_has_every_output_type,
    hub_values_are_numbers,
    hub_text_needs_no_escape,
    hub_tasks_are_filled,
    hub_targets_have_their_columns,
    hub_oracle_is_zero_before_the_event,
)
