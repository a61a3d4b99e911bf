"""A feed by name, the data set its rows belong to, and its rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from forecast.errors import UsageError
from forecast.inputs.data_card_file import read_data_card
from forecast.inputs.feeds import FEEDS
from forecast.inputs.ingest.intake import dataset_folder
from forecast.inputs.ingest.mapping import dataset_named
from forecast.inputs.ingest.outcome import Fed
from forecast.inputs.ingest.pair import CARD_NAME
from forecast.inputs.ingest.rows import Edition, Reading
from forecast.inputs.ingest.source import Source
from forecast.quantities import did_you_mean


def read_feed(
    priors_dir: Path,
    name: str,
    edition: Edition,
    source: Source | None = None,
    mapping: Path | None = None,
    dataset: str | None = None,
) -> Fed:
    """Read one feed; nothing is written.

    Parameters
    ----------
    priors_dir : Path
        Folder that holds `evidence/<dataset>/`.
    name : str
        Of the feed; `-` is as good as `_`.
    edition : Edition
        When the copy was published and read.
    source : Source, optional
        A file or an address; left out for the feeds that read an installed package.
    mapping : Path, optional
        Which column is which, for feeds that cannot know.
    dataset : str, optional
        Left out: the feed's own, or that of the mapping.

    Returns
    -------
    Fed

    Raises
    ------
    UsageError
        If there is no such feed, or it cannot be asked like this.
    InputError
        If what it reads is not what it should be.
    """
    feed = feed_named(name)
    if mapping is not None and feed.DATASETS:
        raise UsageError(f"the feed {feed.NAME} knows its columns and takes no mapping")
    dataset = _dataset(feed, dataset, mapping)
    card = read_data_card(dataset_folder(priors_dir, dataset) / CARD_NAME)
    rows = feed.read(Reading(source, card, edition, mapping))
    return Fed(feed.NAME, dataset, source.where if source else rows.title, rows)


def feed_named(name: str) -> Any:
    """The feed of a name; UsageError names the nearest where there is none."""
    feeds = {feed.NAME: feed for feed in FEEDS}
    wanted = name.replace("-", "_")
    if wanted not in feeds:
        near = did_you_mean(wanted, tuple(feeds))
        hint = f"; {near}" if near else ""
        raise UsageError(f"no such feed: {name[:80]!r}; there are {', '.join(feeds)}{hint}")
    return feeds[wanted]


def _dataset(feed: Any, wanted: str | None, mapping: Path | None) -> str:
    if wanted is None and not feed.DATASETS and mapping is not None:
        wanted = dataset_named(mapping)
    if wanted is None and len(feed.DATASETS) != 1:
        raise UsageError(f"the feed {feed.NAME} needs --dataset NAME, or a mapping that names one")
    if wanted is not None and feed.DATASETS and wanted not in feed.DATASETS:
        known = ", ".join(feed.DATASETS)
        raise UsageError(f"the feed {feed.NAME} knows the rows of {known}, not of {wanted[:80]!r}")
    return wanted or feed.DATASETS[0]
