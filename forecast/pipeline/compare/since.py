"""What moved a forecast since the last publication, as data: for an update, a report, a page."""

from __future__ import annotations

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from forecast.pipeline.compare.compare import compare
from forecast.pipeline.compare.side import side_in, side_of
from forecast.pipeline.origins import hashes_of
from forecast.pipeline.request import Forecast, Progress
from forecast.writeup.publication.records import CONFIG

MIXTURE_DRAWS = 20_000  # of each mixture of the two
INPUTS = ("cards", "evidence", "posterior")


def moved_since(
    folder: Path, forecast: Forecast, progress: Progress | None = None
) -> dict[str, Any]:
    """The change of each headline number since a publication, in parts that add up.

    Parameters
    ----------
    folder : Path
        Of the earlier publication.
    forecast : Forecast
        That which was just made.
    progress : callable, optional
        Told (stage, done, total).

    Returns
    -------
    dict
        In the shape of `forecast.compare/1`. `writeup.compare.compare_section` is its section for
        a report or a page. The parts: "date", "beliefs", "shape weights", one "data" a data set,
        "code", "monte carlo". `method` is "none", with a `reason`, where the earlier one was
        published without its inputs.

    Notes
    -----
    It takes seconds where blocks of both are stored; where several data sets moved, mixtures of
    old and new rows are fitted, which takes as long as fits take.
    """
    with TemporaryDirectory(prefix="forecast-") as place:
        before = side_in(folder, Path(place))
        after = side_of(forecast)
        return compare(before, after, after, MIXTURE_DRAWS, progress)


def other_inputs(folder: Path, forecast: Forecast) -> bool:
    """Whether cards, evidence or draws are other than those of a publication.

    Parameters
    ----------
    folder : Path
        Of the earlier publication.
    forecast : Forecast

    Returns
    -------
    bool
        True where the publication does not say.
    """
    path = folder / CONFIG
    if not path.is_file():
        return True
    told = tomllib.loads(path.read_text("utf-8"))["hashes"]
    now = hashes_of(forecast.inputs, forecast.document)
    return any(told.get(name) != now[name] for name in INPUTS)
