"""`forecast update`: new observations, the run they lead to, and what moved since the last one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forecast.inputs.evidence import load_table
from forecast.inputs.ingest.intake import Intake, drafted
from forecast.inputs.ingest.outcome import Fed
from forecast.inputs.ingest.reading import read_feed
from forecast.inputs.ingest.rows import Edition
from forecast.inputs.ingest.source import Source
from forecast.inputs.table import Table
from forecast.pipeline.request import Forecast, Progress, Request

UNKNOWN_BEFORE = None  # of a number where nothing was published yet


@dataclass(frozen=True)
class Asked:
    """A feed to take in.

    Parameters
    ----------
    feed : str
        Its name.
    source : Source or None
        A file or an address; None for the feeds that read an installed package.
    mapping : Path or None
        Which column is which, and of which data set, for feeds that cannot know.
    """

    feed: str
    source: Source | None = None
    mapping: Path | None = None


@contextmanager
def taking_in(
    request: Request,
    asked: Sequence[Asked],
    edition: Edition,
    *,
    dry_run: bool = False,
    accept: bool = False,
) -> Iterator[Taken]:
    """Read all feeds and judge all; what they bring stands in drafts, beside the evidence.

    Parameters
    ----------
    request : Request
        With the folder of priors to write to.
    asked : sequence of Asked
        In the order in which their rows count; one may see the rows of another before it.
    edition : Edition
        Day of the update.
    dry_run : bool
        Only judge.
    accept : bool
        Take conflicting values, too, as revisions published today.

    Yields
    ------
    Taken
        Nothing is written unless its `intake` is told to.
    """
    priors = request.priors_dir
    fed = [read_feed(priors, each.feed, edition, each.source, each.mapping) for each in asked]
    with drafted(priors, fed, edition, dry_run=dry_run, accept=accept) as intake:
        replaced = {
            name: load_table(priors, name, request.as_of, request.vintage)
            for name in intake.drafts.changed
        }
        yield Taken(fed, intake, replaced)


@dataclass(frozen=True)
class Taken:
    """What came of reading feeds.

    Parameters
    ----------
    fed : list of Fed
        What was read, by feed.
    intake : Intake
        What it would make of the evidence.
    replaced : dict of str to Table
        The data sets that would change, as they are.
    """

    fed: list[Fed]
    intake: Intake
    replaced: dict[str, Table]


def rerun(
    request: Request,
    replaced: Mapping[str, Table],
    reports: Path,
    progress: Progress | None = None,
) -> tuple[Forecast, list[dict[str, Any]]]:
    """The forecast on new evidence.

    Parameters
    ----------
    request : Request
        With the folder of priors in which the new evidence stands.
    replaced : mapping of str to Table
        Data sets that are other there, as they were.
    reports : Path
        Folder of publications; the last one carries rows and draws from before, too.
    progress : callable, optional
        Told (stage, done, total).

    Returns
    -------
    tuple of Forecast and list of dict
        By block of the posterior: block, source (shipped, cache, reweighted, fitted) and why:
        from which draws it was reweighted, or why it had to be fitted; None where it was stored.
    """
    from forecast.pipeline.earlier_draws import EarlierDraws
    from forecast.pipeline.run import run_forecast

    with EarlierDraws(request.priors_dir, replaced, last_publication(reports)) as reweigh:
        forecast = run_forecast(request, progress, reweigh)
    return forecast, [
        {
            "block": each["block"],
            "source": each["source"],
            "why": reweigh.told.get(each["block"]),
        }
        for each in forecast.provenance
    ]


def last_publication(reports: Path) -> Path | None:
    """Folder of the last publication by date and id, or None."""
    from forecast.writeup.publication.names import publications_in

    return max(publications_in(reports), default=None) if reports.is_dir() else None


def moved(forecast: Forecast, reports: Path, progress: Progress | None = None) -> dict[str, Any]:
    """Headline numbers beside those of the last publication, and what moved them.

    Parameters
    ----------
    forecast : Forecast
    reports : Path
        Folder of publications.
    progress : callable, optional
        Told (stage, done, total).

    Returns
    -------
    dict
        "since": id of the last publication or None; "numbers": name, before, now, change and mcse
        (of a chance; of the change, both runs together) of each; "compare": the change in parts
        (`forecast.compare/1`), None where cards, evidence and draws are those of the last.
    """
    from forecast.pipeline.compare import moved_since, other_inputs
    from forecast.pipeline.publication.ledger_rows import ledger_row
    from forecast.writeup.headline_numbers import headline_numbers

    folder = last_publication(reports)
    last = ledger_row(folder) if folder else None
    now = headline_numbers(forecast.document)
    error = _largest_error(forecast.document)
    split = folder is not None and other_inputs(folder, forecast)
    return {
        "since": last["id"] if last else None,
        "numbers": [
            _row(name, last[name] if last else UNKNOWN_BEFORE, value, error)
            for name, value in now.items()
        ],
        "compare": moved_since(folder, forecast, progress) if folder and split else None,
    }


def _row(name: str, before: float | None, now: float | None, error: float) -> dict[str, Any]:
    known = before is not None and now is not None
    return {
        "name": name,
        "before": before,
        "now": now,
        "change": now - before if before is not None and now is not None else None,
        "mcse": 2.0**0.5 * error if known and name.startswith("p_") else None,
    }


def _largest_error(document: dict[str, Any]) -> float:
    return max(row["mcse"] for row in document["answers"]["Q1"])
