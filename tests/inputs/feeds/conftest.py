"""What every feed is asked: to read something, for a data set, on a day."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from forecast.inputs.data_card_file import read_data_card
from forecast.inputs.evidence import load_aliases, load_table
from forecast.inputs.ingest.csv_rows import extended, judged
from forecast.inputs.ingest.merge import merge
from forecast.inputs.ingest.rows import Edition, Reading
from forecast.inputs.ingest.source import Source

TODAY = datetime.datetime.now(datetime.UTC).date()
FILES = Path(__file__).parent / "files"


class Asker:
    """Reads a feed, merges its rows with the project's evidence, has the reader judge them."""

    def __init__(self, priors_dir):
        self.evidence = priors_dir / "evidence"

    def read(self, feed, where=None, dataset=None, mapping=None, edition=None):
        card = read_data_card(self.evidence / (dataset or feed.DATASETS[0]) / "card.toml")
        source = None if where is None else Source(str(where))
        return feed.read(Reading(source, card, edition or Edition(TODAY), mapping))

    def plan(self, feed, rows, dataset=None, edition=None):
        name = dataset or feed.DATASETS[0]
        table = load_table(self.evidence.parent, name)
        chips = load_table(self.evidence.parent, "accelerators")
        aliases = load_aliases(self.evidence.parent, chips)
        return merge(table, rows.rows, aliases, edition or Edition(TODAY))

    def refused(self, feed, rows, dataset=None):
        """What the strict reader says of the table with the rows added."""
        folder = self.evidence / (dataset or feed.DATASETS[0])
        card = read_data_card(folder / "card.toml")
        plan = self.plan(feed, rows, dataset)
        data = extended((folder / "data.csv").read_bytes(), card, plan.to_write(), folder)
        return [str(problem) for problem in judged(data, card, TODAY).problems]


@pytest.fixture
def ask(priors_dir):
    return Asker(priors_dir)


@pytest.fixture
def files():
    return FILES
