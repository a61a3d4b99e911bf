"""The way of a feed's rows into a data set: merge, validate, write; or only show."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from forecast.errors import InputError
from forecast.files import sha256_of
from forecast.inputs.aliases import NAMES, Aliases, load_aliases
from forecast.inputs.csv_table import Parsed, read_csv_table
from forecast.inputs.data_card import DataCard
from forecast.inputs.data_card_file import read_data_card
from forecast.inputs.evidence import FOLDER, dataset_names, load_table
from forecast.inputs.ingest.card_text import updated_card
from forecast.inputs.ingest.csv_rows import extended, judged, line_count, problems_of_feed
from forecast.inputs.ingest.merge import Plan, accepted, merge
from forecast.inputs.ingest.pair import CARD_NAME, DATA_NAME, locked, replace_pair, settle
from forecast.inputs.ingest.rows import Edition, FeedRows
from forecast.inputs.table import Table
from forecast.quantities import did_you_mean


@dataclass(frozen=True)
class Outcome:
    """What ingesting did, or would do.

    Parameters
    ----------
    dataset : str
    feed : FeedRows
        What was read.
    plan : Plan
        New, changed and conflicting rows.
    problems : tuple of InputError
        Rows that the reader of evidence refuses; nothing is written while there are any.
    written : bool
        Whether files changed.
    n_rows : int
        Rows of the data set now.
    sha256 : str
        Of its data.csv now.
    card : DataCard
        Of the data set before.
    """

    dataset: str
    feed: FeedRows
    plan: Plan
    problems: tuple[InputError, ...]
    written: bool
    n_rows: int
    sha256: str
    card: DataCard

    @property
    def ok(self) -> bool:
        """Whether nothing stands in the way of writing."""
        return not self.problems and not self.plan.conflicts


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
    folder = dataset_folder(priors_dir, dataset)
    with nullcontext() if dry_run else locked(folder.parent):
        if not dry_run:
            settle(folder)
        card = read_data_card(folder / CARD_NAME)
        table = read_csv_table(folder / DATA_NAME, card)
        plan = merge(table, feed.rows, aliases_of(priors_dir, card), edition)
        plan = accepted(plan, table, edition) if accept else plan
        return _write(folder, card, table, feed, plan, edition, where, dry_run)


def dataset_folder(priors_dir: Path, dataset: str) -> Path:
    """The folder of a data set, or an error that names those there are."""
    names = dataset_names(priors_dir)
    if dataset not in names:
        raise InputError(
            "no such table of evidence",
            file=priors_dir / FOLDER,
            found=dataset,
            accepted=", ".join(names),
            fix=did_you_mean(dataset, names),
        )
    return priors_dir / FOLDER / dataset


def aliases_of(priors_dir: Path, card: DataCard) -> Aliases | None:
    """Names of accelerators, for data sets that name some."""
    has_names = "accelerator" in card.column_names and NAMES in dataset_names(priors_dir)
    return load_aliases(priors_dir, load_table(priors_dir, NAMES)) if has_names else None


def _write(
    folder: Path,
    card: DataCard,
    table: Table,
    feed: FeedRows,
    plan: Plan,
    edition: Edition,
    where: str,
    dry_run: bool,
) -> Outcome:
    """Validate the whole new file, then replace both files unless only shown or refused."""
    data = (folder / DATA_NAME).read_bytes()
    rows = plan.to_write()
    content = extended(data, card, rows, folder / DATA_NAME) if rows else data
    parsed = judged(content, card, edition.read_on) if rows else Parsed(table, ())
    found = problems_of_feed(parsed, line_count(data), rows, where, folder / DATA_NAME)
    sha256 = sha256_of(content)
    outcome = Outcome(
        card.dataset,
        feed,
        plan,
        (*feed.problems, *found),
        False,
        len(parsed.table),
        sha256,
        card,
    )
    if not outcome.ok or dry_run or not rows:
        return replace(outcome, n_rows=len(table), sha256=sha256_of(data))
    text = (folder / CARD_NAME).read_text()
    new = updated_card(text, card, parsed.table, sha256, feed.source, edition.read_on)
    replace_pair(folder, content, new.encode())
    return replace(outcome, written=True)
