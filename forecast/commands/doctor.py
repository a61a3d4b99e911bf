"""forecast doctor: versions, cores, folders, settings and the state of the posterior."""

from __future__ import annotations

import argparse
import os
import platform
from importlib import metadata
from pathlib import Path

from forecast import __version__
from forecast.errors import ForecastError
from forecast.settings import Setting, unknown_variables

NAME = "doctor"
HELP = "Show versions, cores, folders, where settings come from, and the posterior's state."
SCHEMA = "forecast.doctor/1"
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
        "cores": _cores(),
        "libraries": {name: _version(name) for name in LIBRARIES},
        "cache_folder": _cache_folder(),
        "settings": [
            {"name": s.name, "value": _plain(s.value), "from": s.origin} for s in settings.values()
        ],
        "ignored_variables": unknown_variables(os.environ),
        "posterior": _posterior(settings["priors"].value),
    }


def _cores() -> int:
    available = getattr(os, "sched_getaffinity", None)
    return len(available(0)) if available else os.cpu_count() or 1


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
    return {"path": str(folder), "writable": os.access(nearest, os.W_OK)}


def _posterior(priors: Path) -> dict:
    from forecast.posterior.store import read_summary

    try:
        summary = read_summary(priors)
    except ForecastError as error:
        return {"status": f"unreadable: {error}", "blocks": []}
    blocks = [_block(name, about) for name, about in summary["blocks"].items()]
    return {"status": "shipped" if blocks else "none: run forecast fit --ship", "blocks": blocks}


def _block(name: str, about: dict) -> dict:
    found = about.get("diagnostics") or {}
    return {
        "block": name,
        "key": about.get("key"),
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
            {True: "passed", False: "REFUSED"}.get(block["gate_passed"], "-"),
            "-" if block["max_rhat"] is None else f"{block['max_rhat']:.3f}",
            "-" if block["min_ess"] is None else f"{block['min_ess']:,.0f}",
        )
        for block in posterior["blocks"]
    )
    headers = ("block", "key", "fitted on", "gate", "max R-hat", "min ESS")
    table = Table(headers, rows, 3) if rows else None
    return Section("posterior", f"Posterior ({posterior['status']})", table=table)
