"""One side of a comparison: a publication read from its folder, or the priors as they are now."""

from __future__ import annotations

import datetime
import json
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from forecast.errors import ForecastError, InputError
from forecast.inputs.scenarios import Beliefs
from forecast.pipeline.origins import code_hash, library_versions
from forecast.pipeline.request import Forecast, Inputs, Request
from forecast.pipeline.run import load_inputs
from forecast.writeup.answers import MAIN_THETA, date_error_years, largest_error, rows_where
from forecast.writeup.headline_numbers import SIZES, YEARS, headline_numbers
from forecast.writeup.publication.place import read_folder
from forecast.writeup.publication.records import CONFIG, INPUTS, MANIFEST, is_whole

SUMMARY, SCHEMA = "summary.json", "forecast.run/1"
NOW = "now"
MOST_BYTES = 1 << 30  # of inputs, unpacked
NOT_KEPT = "{} was published without its inputs, so the change cannot be split"


@dataclass(frozen=True)
class Side:
    """A forecast that is compared.

    Parameters
    ----------
    id : str
    as_of : str
        ISO date.
    headline : dict of str to float or None
        As published; empty for "now", whose numbers are worked out by the comparison.
    errors : dict of str to float or None
        Monte Carlo error of each as published.
    request : Request
        With the folder of priors to make it from again.
    inputs : Inputs or None
        None where they cannot be had.
    reason : str or None
        Why not.
    same_code : bool
        Whether today's code, with today's libraries, made it.
    """

    id: str
    as_of: str
    headline: dict[str, float | None]
    errors: dict[str, float | None]
    request: Request
    inputs: Inputs | None
    reason: str | None
    same_code: bool


def side_in(folder: Path, unpacked: Path) -> Side:
    """A publication, its inputs unpacked where it carries them.

    Parameters
    ----------
    folder : Path
        Of the publication.
    unpacked : Path
        A new folder for its inputs.

    Returns
    -------
    Side

    Raises
    ------
    InputError
        When the folder holds no publication, or one whose files are not those of its manifest.
    """
    document = _document(folder)
    if (folder / MANIFEST).exists() and not is_whole(read_folder(folder)):
        raise InputError("files are not those that the manifest lists", file=folder / MANIFEST)
    path = folder / CONFIG
    config = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    request = _request(document, config, unpacked)
    inputs, reason = _inputs(folder, request)
    same = config.get("hashes", {}).get("code") == code_hash()
    return Side(
        config.get("id", folder.name),
        document["as_of"],
        headline_numbers(document),
        _errors(document),
        request,
        inputs,
        reason,
        same and config["versions"] == library_versions(),
    )


def side_now(request: Request) -> Side:
    """Today's priors under today's code.

    Parameters
    ----------
    request : Request

    Returns
    -------
    Side
    """
    return Side(NOW, request.as_of.isoformat(), {}, {}, request, load_inputs(request), None, True)


def side_of(forecast: Forecast) -> Side:
    """A forecast that was just made, as one side of a comparison."""
    document, request = forecast.document, forecast.request
    as_of, numbers = request.as_of.isoformat(), headline_numbers(document)
    return Side(NOW, as_of, numbers, _errors(document), request, forecast.inputs, None, True)


def asked_like(request: Request, other: Request) -> Request:
    """A request with scenario, replacements, vintage, draws and seed of another one."""
    return replace(
        request,
        scenario=other.scenario,
        sets=other.sets,
        vintage=other.vintage,
        draws=other.draws,
        seed=other.seed,
    )


def filled(inputs: Inputs, others: Inputs) -> tuple[Inputs, list[str]]:
    """Inputs with the cards and tables they lack taken from others, and the names of those.

    Code that has learnt to read a new quantity cannot run without it.

    Parameters
    ----------
    inputs, others : Inputs

    Returns
    -------
    tuple of Inputs and list of str
    """
    cards = [name for name in others.cards if name not in inputs.cards]
    tables = [name for name in others.tables if name not in inputs.tables]
    if not cards and not tables:
        return inputs, []
    return Inputs(
        others.cards | inputs.cards,
        others.tables | inputs.tables,
        _with_cards(inputs.base, others.base),
        _with_cards(inputs.beliefs, others.base),
    ), [*cards, *tables]


def refuse_unknown_noise(inputs: Inputs, others: Inputs) -> None:
    """Raise where inputs cannot be fitted by the code that others were written for.

    Parameters
    ----------
    inputs, others : Inputs

    Raises
    ------
    ForecastError
        When a data card gives no prior of a noise parameter that the others' gives.
    """
    lacking = [
        f"{noise} ({name})"
        for name, table in others.tables.items()
        if name in inputs.tables
        for noise in table.card.nuisance
        if noise not in inputs.tables[name].card.nuisance
    ]
    if lacking:
        raise ForecastError(f"older data cards give no prior of {', '.join(lacking)}")


def _with_cards(beliefs: Beliefs, others: Beliefs) -> Beliefs:
    cards, entries = others.cards | beliefs.cards, others.entries | beliefs.entries
    return Beliefs(cards, entries, beliefs.replaced)


def _document(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / SUMMARY).read_text("utf-8"))
        if found["schema"] == SCHEMA:
            return dict(found)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise InputError(
        "holds no publication",
        file=folder,
        accepted=f'a publication by name or folder, or "{NOW}"',
    )


def _request(document: Mapping[str, Any], config: Mapping[str, Any], priors: Path) -> Request:
    return Request(
        as_of=datetime.date.fromisoformat(document["as_of"]),
        scenario=document["scenario"],
        sets=tuple(config.get("sets", ())),
        draws=document["draws"],
        seed=document["seed"],
        priors_dir=priors,
        vintage=document.get("vintage", "published"),
    )


def _inputs(folder: Path, request: Request) -> tuple[Inputs | None, str | None]:
    """The inputs that a publication carries, or why they cannot be had."""
    if not ((folder / INPUTS).is_file() and (folder / CONFIG).is_file()):
        return None, NOT_KEPT.format(folder.name)
    _unpack(folder / INPUTS, request.priors_dir)
    try:
        return load_inputs(request), None
    except ForecastError as error:
        return None, f"today's code cannot read the inputs of {folder.name}: {error}"


def _unpack(path: Path, folder: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        if sum(each.file_size for each in archive.infolist()) > MOST_BYTES:
            raise InputError("unpacks to more than 1 GB", file=path)
        archive.extractall(folder)


def _errors(document: dict[str, Any]) -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for tag, n in SIZES.items():
        rows = rows_where(document["answers"]["Q1"], n=n, theta=MAIN_THETA)
        by_year = {row["year"]: row.get("mcse") for row in rows}
        years = date_error_years(document, n, MAIN_THETA, "0.5")
        found[f"median_{tag}"] = years if years < float("inf") else None
        found[f"p_never_{tag}"] = largest_error(rows)
        found |= {f"p_{tag}_by_{year}": by_year.get(year) for year in YEARS}
    return found
