"""forecast doctor: versions, cores, folders, settings and the state of the posterior."""

from __future__ import annotations

import argparse
import datetime
import os
import platform
from importlib import metadata
from pathlib import Path

from forecast import __version__
from forecast.engine import available_cores
from forecast.errors import ForecastError
from forecast.settings import Setting, unknown_variables

NAME = "doctor"
HELP = "Show versions, cores, folders, where settings come from, and the posterior's state."
SCHEMA = "forecast.doctor/1"
STALE = "STALE: beliefs, evidence or code changed since the fit; a run fits these blocks afresh."
LIBRARIES = (
    "numpy",
    "scipy",
    "numba",
    "pymc",
    "nutpie",
    "arviz",
    "xarray",
    "h5netcdf",
    "matplotlib",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `forecast doctor`: none of its own."""
    del parser


def execute(arguments: argparse.Namespace, settings: dict[str, Setting]) -> int:
    """Print what a bug report should hold; never fails for what it finds."""
    from forecast import console
    from forecast.writeup.document import to_json

    result = examine(settings)
    print(to_json(result) if arguments.json else doctor_text(result, console.text_width()))
    return 0


def examine(settings: dict[str, Setting]) -> dict:
    """Return the state of the installation, as the JSON object of the command."""
    return {
        "schema": SCHEMA,
        "version": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "cores": available_cores(),
        "libraries": {name: _version(name) for name in LIBRARIES},
        "cache_folder": _cache_folder(),
        "settings": [
            {"name": s.name, "value": _plain(s.value), "from": s.origin} for s in settings.values()
        ],
        "ignored_variables": unknown_variables(os.environ),
        "posterior": _posterior(settings["priors"].value, settings["as_of"].value),
    }


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _cache_folder() -> dict:
    from forecast.posterior.store import cache_folder

    folder = cache_folder()
    if folder is None:
        return {"path": None, "writable": False}
    nearest = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    writable = nearest.is_dir() and os.access(nearest, os.W_OK)
    return {"path": str(folder), "writable": writable}


def _posterior(priors: Path, as_of: datetime.date) -> dict:
    from forecast.posterior.summary import read_summary

    try:
        summary = read_summary(priors)
    except ForecastError as error:
        return {"status": f"unreadable: {error}", "blocks": []}
    if not summary["blocks"]:
        return {"status": "none: run forecast fit --ship", "blocks": []}
    try:
        keys, status = current_keys(priors, as_of), f"shipped; checked as of {as_of}"
    except ForecastError as error:
        keys, status = {}, f"shipped; whether it is current cannot be told: {error}"
    blocks = [_block(name, about, keys.get(name)) for name, about in summary["blocks"].items()]
    return {"status": status, "blocks": blocks}


def current_keys(priors: Path, as_of: datetime.date) -> dict[str, str]:
    """Return the key each block would be fitted under now: cards, evidence and code of today."""
    from forecast.inputs.cards import load_cards
    from forecast.inputs.evidence import load_evidence
    from forecast.inputs.scenarios import beliefs
    from forecast.posterior.blocks import BLOCKS
    from forecast.posterior.keys import block_key
    from forecast.posterior.shapes_store import weighed

    held, tables = beliefs(load_cards(priors), as_of), load_evidence(priors, as_of)
    blocks = weighed(BLOCKS, held, tables, priors)
    return {block.name: block_key(block, held, tables) for block in blocks}


def _block(name: str, about: dict, key: str | None) -> dict:
    found = about.get("diagnostics") or {}
    return {
        "block": name,
        "key": about.get("key"),
        "current": None if key is None else key == about.get("key"),
        "fitted_on": about.get("fitted_on"),
        "gate_passed": about.get("gate_passed"),
        "max_rhat": found.get("max_rhat"),
        "min_ess": found.get("min_ess"),
    }


def doctor_text(result: dict, width: int) -> str:
    """Return the state of the installation as text."""
    from forecast.writeup.escaping import terminal_text
    from forecast.writeup.section import Section, Table, section_text

    versions = ", ".join(f"{k} {v or 'MISSING'}" for k, v in result["libraries"].items())
    cache = result["cache_folder"]
    ignored = [
        f"{name} is not a setting" + (f"; did you mean {near}?" if near else "")
        for name, near in result["ignored_variables"].items()
    ]
    told = (
        f"forecast {result['version']}, Python {result['python']}, {result['platform']}, "
        f"{result['cores']} cores",
        versions,
        f"cache: {cache['path'] or 'none'}" + ("" if cache["writable"] else " (not writable)"),
        *ignored,
    )
    rows = tuple((s["name"], str(s["value"]), s["from"]) for s in result["settings"])
    sections = (
        Section("installation", "Installation", tuple(map(terminal_text, told))),
        Section("settings", "Settings", table=Table(("name", "value", "from"), rows, 3)),
        _posterior_section(result["posterior"]),
    )
    return "\n\n".join(section_text(section, width) for section in sections)


def _posterior_section(posterior: dict):
    from forecast.writeup.section import Section, Table

    rows = tuple(
        (
            block["block"],
            str(block["key"])[:12],
            str(block["fitted_on"]),
            {True: "yes", False: "STALE"}.get(block["current"], "-"),
            {True: "passed", False: "REFUSED"}.get(block["gate_passed"], "-"),
            "-" if block["max_rhat"] is None else f"{block['max_rhat']:.3f}",
            "-" if block["min_ess"] is None else f"{block['min_ess']:,.0f}",
        )
        for block in posterior["blocks"]
    )
    headers = ("block", "key", "fitted on", "current", "gate", "max R-hat", "min ESS")
    table = Table(headers, rows, 4) if rows else None
    stale = any(block["current"] is False for block in posterior["blocks"])
    return Section(
        "posterior", f"Posterior ({posterior['status']})", table=table, notes=(STALE,) * stale
    )
