"""The way of a feed's rows into a data set: merge, validate, write; or only show."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from forecast.inputs.ingest.intake import drafted
from forecast.inputs.ingest.outcome import Fed, Outcome
from forecast.inputs.ingest.rows import Edition, FeedRows


def ingest(
    priors_dir: Path,
    dataset: str,
    feed: FeedRows,
    edition: Edition,
    where: str,
    *,
    dry_run: bool = False,
    accept: bool = False,
) -> Outcome:
    """Add what a feed knows and a data set does not.

    Parameters
    ----------
    priors_dir : Path
        Folder that holds `evidence/<dataset>/`.
    dataset : str
        Name of the data set.
    feed : FeedRows
        Rows in its columns.
    edition : Edition
        When the copy was published and read.
    where : str
        The source, for messages.
    dry_run : bool
        Show and write nothing.
    accept : bool
        Write conflicting rows as revisions published today.

    Returns
    -------
    Outcome
        Written only if `ok`; then data.csv and card.toml change together, or not at all.

    Raises
    ------
    InputError
        If there is no such data set, or it has a problem of its own.
    LockHeld
        If another run is writing.
    """
    fed = [Fed(feed.title, dataset, where, feed)]
    return ingest_all(priors_dir, fed, edition, dry_run=dry_run, accept=accept)[0]


def ingest_all(
    priors_dir: Path,
    fed: Sequence[Fed],
    edition: Edition,
    *,
    dry_run: bool = False,
    accept: bool = False,
) -> list[Outcome]:
    """Add what several feeds know, one after the other, to all their data sets or to none.

    Parameters
    ----------
    priors_dir, edition, dry_run, accept
        As for `ingest`; the errors are those of `ingest`, too.
    fed : sequence of Fed
        A feed sees the rows of those before it.

    Returns
    -------
    list of Outcome
        Written only if all are `ok`; then all files change together.
    """
    with drafted(priors_dir, fed, edition, dry_run=dry_run, accept=accept) as intake:
        if intake.ok and not dry_run:
            intake.write()
        return intake.outcomes
