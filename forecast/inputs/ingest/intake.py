"""Feeds judged: merged, validated, kept as drafts until it is decided what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from forecast.errors import InputError
from forecast.files import sha256_of
from forecast.inputs.aliases import NAMES, Aliases, load_aliases
from forecast.inputs.csv_table import Parsed, read_csv_table
from forecast.inputs.data_card import DataCard
from forecast.inputs.data_card_file import read_data_card
from forecast.inputs.evidence import FOLDER, dataset_names, load_table
from forecast.inputs.ingest.card_text import updated_card
from forecast.inputs.ingest.csv_rows import extended, judged, line_count, problems_of_feed
from forecast.inputs.ingest.drafts import Drafts
from forecast.inputs.ingest.merge import accepted, merge
from forecast.inputs.ingest.outcome import Fed, Outcome
from forecast.inputs.ingest.pair import CARD_NAME, DATA_NAME, locked, settle, stage
from forecast.inputs.ingest.rows import Edition
from forecast.quantities import did_you_mean


@dataclass
class Intake:
    """What came of judging feeds, and what may be done with it.

    Parameters
    ----------
    priors_dir : Path
    drafts : Drafts
        The data sets as they would be.
    outcomes : list of Outcome
        By feed; `written` once the drafts stand in the place of the data sets.
    """

    priors_dir: Path
    drafts: Drafts
    outcomes: list[Outcome]

    @property
    def ok(self) -> bool:
        """Whether nothing was refused."""
        return all(each.ok for each in self.outcomes)

    def write(self) -> None:
        """Put all drafts in the place of the data sets."""
        if self.drafts.changed:
            stage(self.priors_dir / FOLDER, self.drafts.contents())
            settle(self.priors_dir / FOLDER)
            self.outcomes = [_written(each, self.drafts) for each in self.outcomes]

    @contextmanager
    def held_with(self, once: Path) -> Iterator[None]:
        """Put all drafts in their place if, when this ends, something else exists; else none.

        Parameters
        ----------
        once : Path
            Made within the context. The process may die at any moment: who comes next looks
            whether it exists.
        """
        if not self.drafts.changed:
            yield
            return
        stage(self.priors_dir / FOLDER, self.drafts.contents(), once)
        try:
            yield
        finally:
            settle(self.priors_dir / FOLDER)
        self.outcomes = [_written(each, self.drafts) for each in self.outcomes]


@contextmanager
def drafted(
    priors_dir: Path,
    fed: Sequence[Fed],
    edition: Edition,
    *,
    dry_run: bool = False,
    accept: bool = False,
) -> Iterator[Intake]:
    """Judge feeds, and keep other writers away until it is decided what becomes of the drafts.

    Parameters
    ----------
    priors_dir, fed, edition, dry_run, accept
        As for `ingest_all`; its errors, too.

    Yields
    ------
    Intake
        Nothing is written unless it is told to.
    """
    evidence = priors_dir / FOLDER
    places = {each.dataset: dataset_folder(priors_dir, each.dataset) for each in fed}
    is_reading = dry_run or not fed
    with nullcontext() if is_reading else locked(evidence), TemporaryDirectory() as scratch:
        if not is_reading:
            settle(evidence)
        drafts = Drafts(places, Path(scratch))
        judged = [_judge(priors_dir, each, drafts, edition, accept) for each in fed]
        yield Intake(priors_dir, drafts, judged)


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


def _judge(priors_dir: Path, fed: Fed, drafts: Drafts, edition: Edition, accept: bool) -> Outcome:
    """Merge a feed and validate the whole new file; it becomes the draft that the next one sees."""
    folder = drafts.folder(fed.dataset)
    card = read_data_card(folder / CARD_NAME)
    table = read_csv_table(folder / DATA_NAME, card)
    plan = merge(table, fed.rows.rows, aliases_of(priors_dir, card), edition)
    plan = accepted(plan, table, edition) if accept else plan
    data, rows = (folder / DATA_NAME).read_bytes(), plan.to_write()
    content = extended(data, card, rows, folder / DATA_NAME) if rows else data
    parsed = judged(content, card, edition.read_on) if rows else Parsed(table, ())
    path = drafts.places[fed.dataset] / DATA_NAME
    found = problems_of_feed(parsed, line_count(data), rows, fed.where, path)
    problems = (*fed.rows.problems, *found)
    outcome = Outcome(
        fed.dataset, fed.rows, plan, problems, False, len(table), sha256_of(data), card
    )
    if outcome.ok and rows:
        source, text = fed.rows.source, (folder / CARD_NAME).read_text("utf-8")
        new = updated_card(text, card, parsed.table, sha256_of(content), source, edition.read_on)
        drafts.put(fed.dataset, content, new.encode())
    return outcome


def _written(outcome: Outcome, drafts: Drafts) -> Outcome:
    """The outcome once the drafts stand; one without rows of its own wrote nothing."""
    if outcome.dataset not in drafts.changed:
        return outcome
    data, _ = drafts.contents()[outcome.dataset]
    n_rows = outcome.n_rows + len(outcome.plan.to_write())
    return replace(
        outcome,
        written=bool(outcome.plan.to_write()),
        n_rows=n_rows,
        sha256=sha256_of(data),
    )
