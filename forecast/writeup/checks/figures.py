"""Checks of the figures: each with its twins, safe to open, and saying what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from forecast.writeup.checks.folder import Folder

TWINS = ("svg", "png", "csv", "json")
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
ABOUT = ("title", "data", "units", "source", "as_of", "run_id", "citation", "licence")
OUTSIDE = re.compile(r"""(?:href|src)\s*=\s*["'](?!#)|url\((?!["']?#)|<script""", re.I)


def figures_have_their_twins(folder: Folder) -> Iterator[str]:
    """Every figure has SVG, PNG, its numbers as CSV, and a JSON about it."""
    names = {path.rpartition(".")[0] for path in folder.files if path.startswith("figures/")}
    for name in sorted(names):
        missing = [end for end in TWINS if f"{name}.{end}" not in folder.files]
        yield from (f"{name}.{end} is missing" for end in missing)


def figures_say_what_they_are(folder: Folder) -> Iterator[str]:
    """The JSON twin has title, units, source, date, run and citation."""
    for path in _paths(folder, "json"):
        found = folder.json(path)
        yield from (f"{path} lacks {key}" for key in ABOUT if not found.get(key))


def figures_are_of_this_run(folder: Folder) -> Iterator[str]:
    """The JSON twin names date and run of the summary."""
    wanted = (folder.summary["as_of"], folder.summary["run_id"])
    for path in _paths(folder, "json"):
        found = folder.json(path)
        if (found["as_of"], found["run_id"]) != wanted:
            yield f"{path} is of another run"


def figures_have_a_unit_for_every_column(folder: Folder) -> Iterator[str]:
    """Every column of a figure's table has a unit in its JSON twin."""
    for path in _paths(folder, "json"):
        columns = folder.text(path.replace(".json", ".csv")).splitlines()[0].split(",")
        units = folder.json(path)["units"]
        yield from (f"{path}: no unit of {name}" for name in columns if not units.get(name))


def figures_png_are_png(folder: Folder) -> Iterator[str]:
    """A PNG begins as one."""
    for path in _paths(folder, "png"):
        if not folder.files[path].startswith(PNG_SIGNATURE):
            yield f"{path} is no PNG"


def figures_svg_are_well_formed(folder: Folder) -> Iterator[str]:
    """An SVG is well-formed XML with an svg element."""
    for path in _paths(folder, "svg"):
        if b"<!ENTITY" in folder.files[path]:
            yield f"{path} declares entities"
        elif not ElementTree.fromstring(folder.files[path]).tag.endswith("svg"):
            yield f"{path} is no SVG"


def figures_svg_ask_for_nothing(folder: Folder) -> Iterator[str]:
    """An SVG runs no script and loads nothing from elsewhere."""
    for path in _paths(folder, "svg"):
        found = OUTSIDE.search(folder.text(path))
        if found:
            yield f"{path} has {found.group(0)!r}"


def _paths(folder: Folder, ending: str) -> list[str]:
    return [p for p in folder.files if p.startswith("figures/") and p.endswith(f".{ending}")]


CHECKS = (
    figures_have_their_twins,
    figures_say_what_they_are,
    figures_are_of_this_run,
    figures_have_a_unit_for_every_column,
    figures_png_are_png,
    figures_svg_are_well_formed,
    figures_svg_ask_for_nothing,
)
