"""Everything that is wrong, or worth knowing, in a folder of priors, listed at once."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from forecast.errors import InputError
from forecast.files import sha256_of
from forecast.inputs.aliases import FILE_NAME, NAMES, Aliases, load_aliases, unknown_targets
from forecast.inputs.csv_table import parse_csv_table
from forecast.inputs.data_card_file import read_data_card
from forecast.inputs.evidence import CARD_NAME, DATA_NAME, FOLDER, dataset_names
from forecast.inputs.ingest.pair import settle_if_left
from forecast.inputs.overrides import pool_problems
from forecast.inputs.table import Table

if TYPE_CHECKING:
    from forecast.inputs.cards import Card

NAMING_COLUMN = "accelerator"


@dataclass(frozen=True)
class Problem:
    """One line of a check.

    Parameters
    ----------
    message : str
        What was found, with its place.
    is_error : bool
        Whether a run would stop here; else it is a note.
    error : InputError, optional
        The error itself, with its parts.
    file : Path, optional
        That a note is about.
    """

    message: str
    is_error: bool
    error: InputError | None = None
    file: Path | None = None


@dataclass(frozen=True)
class Counts:
    """How much was checked, and which tables a likelihood reads or people wrote cards from."""

    cards: int
    tables: int
    rows: int
    likelihood_tables: tuple[str, ...] = ()
    by_hand_tables: tuple[str, ...] = ()


@dataclass(frozen=True)
class Survey:
    """All problems of a folder of priors, errors first, and how much was looked at."""

    problems: tuple[Problem, ...]
    counts: Counts

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What a run would stop at."""
        return tuple(problem for problem in self.problems if problem.is_error)

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What is worth knowing, but stops nothing."""
        return tuple(problem for problem in self.problems if not problem.is_error)


def survey_priors(
    priors_dir: Path | str,
    today: datetime.date,
    needed_cards: Collection[str] = (),
    needed_tables: Collection[str] = (),
) -> Survey:
    """Everything wrong or worth a note in a folder of priors, and how much was looked at.

    Parameters
    ----------
    priors_dir : Path or str
        Folder of cards, scenarios and evidence.
    today : date
        Day of the check: nothing may be published later.
    needed_cards, needed_tables : collection of str
        What a run cannot do without.

    Returns
    -------
    Survey
    """
    priors_dir = Path(priors_dir)
    n_cards, problems = _check_beliefs(priors_dir, today, needed_cards)
    tables, found = _check_evidence(priors_dir, today)
    problems += found + _check_names(priors_dir, tables)
    problems += map(_error, pool_problems(priors_dir, tables))
    problems += _missing_tables(priors_dir, needed_tables)
    problems.sort(key=lambda problem: not problem.is_error)
    by_hand = tuple(name for name, table in tables.items() if table.card.is_by_hand)
    counts = Counts(
        cards=n_cards,
        tables=len(tables),
        rows=sum(map(len, tables.values())),
        likelihood_tables=tuple(name for name in tables if name not in by_hand),
        by_hand_tables=by_hand,
    )
    return Survey(tuple(problems), counts)


def _check_beliefs(
    priors_dir: Path, today: datetime.date, needed: Collection[str]
) -> tuple[int, list[Problem]]:
    """Number of good cards, and what is wrong with cards, citations and scenarios."""
    from forecast.inputs.cards import check_cards, vocabulary
    from forecast.inputs.overrides import scenario_problems

    report = check_cards(priors_dir)
    wrong = [*report.problems, *scenario_problems(priors_dir, vocabulary(report.cards))]
    for card in report.cards.values():
        wrong += _begins_later(card, today)
    # A card that cannot be read is a problem of its own already, found by its file.
    there = {path.stem for path in priors_dir.glob("*/*.toml")}
    wrong += [_missing_card(priors_dir, name) for name in needed if name not in there]
    notes = [Problem(warning, is_error=False) for warning in report.warnings]
    return len(report.cards), [*map(_error, wrong), *notes]


def _begins_later(card: Card, today: datetime.date) -> Iterator[InputError]:
    """The error a run would stop at where a card begins only after today."""
    try:
        card.entry(today)
    except InputError as error:
        yield error


def _missing_card(priors_dir: Path, name: str) -> InputError:
    return InputError(
        "a run needs this quantity and it has no card",
        file=priors_dir,
        field=name,
        accepted=f"<topic>/{name}.toml",
        fix="put the card back",
    )


def _missing_tables(priors_dir: Path, needed: Collection[str]) -> list[Problem]:
    """Errors for tables that a likelihood reads and that have no folder."""
    return [
        _error(
            InputError(
                "a run needs this table and it is not there",
                file=priors_dir / FOLDER / name,
                accepted=f"a folder with {CARD_NAME} and {DATA_NAME}",
            )
        )
        for name in needed
        if not (priors_dir / FOLDER / name).is_dir()
    ]


def _check_evidence(
    priors_dir: Path, today: datetime.date
) -> tuple[dict[str, Table], list[Problem]]:
    """Tables as far as they could be read, and what is wrong with them."""
    tables: dict[str, Table] = {}
    problems: list[Problem] = []
    try:
        names = dataset_names(priors_dir)
    except InputError as error:
        return tables, [_error(error)]
    settle_if_left(priors_dir / FOLDER)
    for name in names:
        folder = priors_dir / FOLDER / name
        try:
            card = read_data_card(folder / CARD_NAME)
        except InputError as error:
            problems.append(_error(error))
            continue
        problems += _attempt(lambda card=card: card.nuisance)  # type: ignore[misc]
        parsed = parse_csv_table(folder / DATA_NAME, card, today=today)
        problems += map(_error, parsed.problems)
        tables[name] = parsed.table
        problems += [] if parsed.problems else _differences(parsed.table, folder / DATA_NAME)
    return tables, problems


def _differences(table: Table, path: Path) -> Iterator[Problem]:
    """Notes where the file is no longer the one its card describes."""
    card = table.card
    if len(table) != card.n_rows:
        yield _note(path, f"{len(table)} rows, the card says {card.n_rows}")
    if (sha256 := sha256_of(path.read_bytes())) != card.sha256:
        yield _note(path, f"sha256 is {sha256}, the card says {card.sha256}")


def _check_names(priors_dir: Path, tables: dict[str, Table]) -> list[Problem]:
    """Aliases that lead nowhere (errors), and accelerators without specifications (notes)."""
    path = priors_dir / FOLDER / FILE_NAME
    if NAMES not in tables:
        return []
    try:
        problems = [_error(error) for error in unknown_targets(path, tables[NAMES])]
        aliases = load_aliases(priors_dir, tables[NAMES])
    except InputError as error:
        return [_error(error)]
    for name, table in tables.items():
        if name != NAMES and NAMING_COLUMN in table.card.column_names:
            problems += _unmatched(table, aliases, priors_dir / FOLDER / name / DATA_NAME)
    return problems


def _unmatched(table: Table, aliases: Aliases, path: Path) -> Iterator[Problem]:
    """Notes on accelerators that are not in the accelerators table."""
    names = [row[NAMING_COLUMN] for row in table.rows]
    for name in dict.fromkeys(names):
        if aliases.resolve(name) is None:
            near = aliases.nearest(name)
            suggestion = f"; the nearest is {near!r}" if near else ""
            rows = f"{n} rows" if (n := names.count(name)) > 1 else "1 row"
            yield _note(path, f"{name!r} ({rows}) has no specifications{suggestion}")


def _attempt(read: Callable[[], object]) -> list[Problem]:
    """The error that reading something raises, if any."""
    try:
        read()
    except InputError as error:
        return [_error(error)]
    return []


def _error(error: InputError) -> Problem:
    return Problem(str(error), is_error=True, error=error)


def _note(path: Path, message: str) -> Problem:
    return Problem(f"{path}: {message}", is_error=False, file=path)
