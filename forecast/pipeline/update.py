"""`forecast update`: new observations, the run they lead to, and what moved since the last one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forecast.inputs.ingest.apply import Outcome, dataset_folder, ingest
from forecast.inputs.ingest.pair import CARD_NAME
from forecast.inputs.ingest.rows import Edition, FeedRows, Reading
from forecast.pipeline.request import Forecast, Progress, Request

UNKNOWN_BEFORE = None  # of a number where nothing was published yet


@dataclass(frozen=True)
class Fed:
    """Rows of one feed on their way into a data set."""

    feed: str
    dataset: str
    where: str
    rows: FeedRows


def read_feeds(priors_dir: Path, feeds: Sequence[Any], edition: Edition) -> list[Fed]:
    """Read feeds that need no file, one after the other; nothing is written.

    Parameters
    ----------
    priors_dir : Path
    feeds : sequence of module
        Of `inputs.feeds.FEEDS`, each with one data set of its own.
    edition : Edition
        Day of the update.

    Returns
    -------
    list of Fed
    """
    from forecast.inputs.data_card_file import read_data_card

    found = []
    for feed in feeds:
        dataset = feed.DATASETS[0]
        card = read_data_card(dataset_folder(priors_dir, dataset) / CARD_NAME)
        rows = feed.read(Reading(None, card, edition, None))
        found.append(Fed(feed.NAME, dataset, rows.title, rows))
    return found


def take_in(
    priors_dir: Path, fed: Sequence[Fed], edition: Edition, *, dry_run: bool
) -> list[Outcome]:
    """Merge feeds into the evidence: all of them are judged before the first is written.

    Parameters
    ----------
    priors_dir : Path
    fed : sequence of Fed
    edition : Edition
    dry_run : bool
        Only judge.

    Returns
    -------
    list of Outcome
        Nothing is written where one of them is not `ok`.
    """

    def taken(dry: bool) -> list[Outcome]:
        return [
            ingest(priors_dir, each.dataset, each.rows, edition, each.where, dry_run=dry)
            for each in fed
        ]

    judged = taken(True)
    return judged if dry_run or not all(each.ok for each in judged) else taken(False)


def rerun(request: Request, progress: Progress | None = None) -> Forecast:
    """The forecast on the evidence as it is now; blocks whose rows changed are fitted."""
    from forecast.pipeline.run import run_forecast

    return run_forecast(request, progress)


def moved(document: dict[str, Any], reports: Path) -> dict[str, Any]:
    """Headline numbers beside those of the last publication.

    Parameters
    ----------
    document : dict
        `forecast.run/1`.
    reports : Path
        Folder of publications.

    Returns
    -------
    dict
        "since": id of the last publication or None; "numbers": name, before, now, change and mcse
        (of a chance; of the change, both runs together) of each.
    """
    from forecast.pipeline.publication.ledger_rows import ledger_row
    from forecast.writeup.headline_numbers import headline_numbers
    from forecast.writeup.publication.names import publications_in

    folders = publications_in(reports) if reports.is_dir() else []
    last = max((ledger_row(folder) for folder in folders), key=_dated, default=None)
    now, error = headline_numbers(document), _largest_error(document)
    return {
        "since": last["id"] if last else None,
        "numbers": [
            _row(name, last[name] if last else UNKNOWN_BEFORE, value, error)
            for name, value in now.items()
        ],
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


def _dated(row: dict[str, Any]) -> tuple[str, str]:
    return row["date"], row["id"]
