"""All cards of a folder, and what only shows when they are read together.

A card that is wrong in any way is an input error that names file, line, field, the value found
and what is accepted. `load_cards` stops at the first; `check_cards` goes on and lists them all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from forecast.errors import InputError
from forecast.inputs.bibliography import bibliography_keys
from forecast.inputs.card_files import Card, load_card, read_card
from forecast.inputs.entries import Correlation, Entry, Source, content_hash, warnings_of
from forecast.inputs.toml_files import read_toml
from forecast.quantities import Vocabulary, did_you_mean

TOPICS = ("arrival", "demand", "economy", "efficiency", "hardware", "serving", "supply")
OTHER_FOLDERS = ("evidence", "posterior", "scenarios")


@dataclass(frozen=True)
class CardReport:
    """Everything found in a folder of cards: what is right, what is wrong, what looks odd."""

    cards: dict[str, Card]
    problems: tuple[InputError, ...]
    warnings: tuple[str, ...]


def load_cards(priors_dir: Path | str) -> dict[str, Card]:
    """All cards of a folder by name, in the order of topics and names.

    Parameters
    ----------
    priors_dir : Path or str
        The folder with one folder per topic and `sources.bib`.

    Returns
    -------
    dict of str to Card
        The cards.

    Raises
    ------
    InputError
        The first problem that `check_cards` finds.
    """
    report = check_cards(priors_dir)
    if report.problems:
        raise report.problems[0]
    return report.cards


def vocabulary(cards: Mapping[str, Card]) -> Vocabulary:
    """The quantities that the cards declare.

    Parameters
    ----------
    cards : mapping of str to Card
        Cards by name.

    Returns
    -------
    Vocabulary
        Their quantities.
    """
    return Vocabulary(card.quantity for card in cards.values())


def check_cards(priors_dir: Path | str) -> CardReport:
    """All cards of a folder together with everything that is wrong with them.

    Parameters
    ----------
    priors_dir : Path or str
        The folder with one folder per topic and `sources.bib`.

    Returns
    -------
    CardReport
        Good cards, problems in the order of files, warnings.
    """
    problems: list[InputError] = []
    cards: dict[str, Card] = {}
    paths = list(_card_files(Path(priors_dir), problems))
    for path in paths:
        card = read_card(path, problems)
        if card is not None and card.name in cards:
            problems.append(
                InputError(
                    "a card of this name exists", file=path, found=str(cards[card.name].path)
                )
            )
        elif card is not None:
            cards[card.name] = card
    problems += _citation_problems(Path(priors_dir), cards)
    problems += _correlation_problems(cards, {path.stem for path in paths})
    return CardReport(cards, tuple(problems), tuple(_warnings(cards)))


def _card_files(priors_dir: Path, problems: list[InputError]) -> Iterator[Path]:
    """Files in the topic folders; what is neither a card nor a note is a problem."""
    if not priors_dir.is_dir():
        problems.append(InputError("no such folder of priors", file=priors_dir))
        return
    for folder in sorted(priors_dir.iterdir()):
        if folder.name.startswith(".") or folder.name in OTHER_FOLDERS or folder.is_file():
            continue
        if folder.name not in TOPICS or folder.is_symlink() or not folder.is_dir():
            problems.append(_not_a_topic(folder))
            continue
        for path in sorted(folder.iterdir()):
            if path.suffix == ".toml":
                yield path
            elif not path.name.startswith(".") and path.suffix != ".md":
                problems.append(
                    InputError("not a card", file=path, accepted="<name>.toml, or notes in .md")
                )


def _not_a_topic(folder: Path) -> InputError:
    """What to say about a folder that is not one of the topics."""
    linked = folder.is_symlink()
    return InputError(
        "not a folder of cards",
        file=folder,
        found="a symbolic link" if linked else folder.name,
        accepted="an ordinary folder named " + ", ".join(TOPICS),
        fix=None if linked else did_you_mean(folder.name, TOPICS),
    )


def _citation_problems(priors_dir: Path, cards: Mapping[str, Card]) -> Iterator[InputError]:
    """Sources that the bibliography lacks."""
    try:
        keys = bibliography_keys(priors_dir / "sources.bib") if cards else ()
    except InputError as error:
        yield error
        return
    for card, index, entry in _all_entries(cards):
        for source in entry.sources:
            if source.key not in keys:
                message = "the source has no entry of this key in sources.bib"
                yield _error(card, index, message, "sources", source.key, keys)


def _correlation_problems(
    cards: Mapping[str, Card], file_names: Collection[str]
) -> Iterator[InputError]:
    """Partners without a card, good or bad, and circles."""
    for card, index, entry in _all_entries(cards):
        partner = entry.correlates_with
        if partner is None:
            continue
        if partner.name not in file_names:
            message = "correlates with a quantity that has no card"
            yield _error(card, index, message, "correlates_with", partner.name, file_names)
        elif card.name in _reached_from(partner.name, cards):
            message = "correlations form a circle"
            yield _error(card, index, message, "correlates_with", [card.name, partner.name])


def _reached_from(name: str, cards: Mapping[str, Card]) -> set[str]:
    """Quantities met when partners are followed from one; entries of all dates count."""
    reached: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current in reached or current not in cards:
            continue
        reached.add(current)
        partners = (entry.correlates_with for entry in cards[current].entries)
        waiting += [partner.name for partner in partners if partner is not None]
    return reached


def _all_entries(cards: Mapping[str, Card]) -> Iterator[tuple[Card, int, Entry]]:
    """Every entry of every card, with its number on the card."""
    for card in cards.values():
        for index, entry in enumerate(card.entries):
            yield card, index, entry


def _error(
    card: Card, index: int, message: str, name: str, found: object, choices: Iterable[str] = ()
) -> InputError:
    """An error about an entry; the file is read again to find the line."""
    fix = did_you_mean(found, choices) if isinstance(found, str) else None
    place = read_toml(card.path)[1].at("entry", index)
    return place.error(message, name, found=found, fix=fix)


def _warnings(cards: Mapping[str, Card]) -> Iterable[str]:
    """What looks odd, one sentence each."""
    for card in cards.values():
        for entry in card.entries:
            for words in warnings_of(entry.distribution):
                yield f"{card.path}: entry of {entry.as_of}: {words}"


__all__ = (
    "TOPICS",
    "Card",
    "CardReport",
    "Correlation",
    "Entry",
    "Source",
    "check_cards",
    "content_hash",
    "load_card",
    "load_cards",
    "vocabulary",
)
