"""Is the posterior that ships with the project that of the cards, rows and code beside it?"""

import datetime
from pathlib import Path

import pytest

from forecast.posterior.blocks import BLOCKS
from forecast.posterior.encoding import decode
from forecast.posterior.keys import block_key
from forecast.posterior.shapes_store import weighed
from forecast.posterior.store import read_block, shipped_path
from forecast.posterior.summary import read_summary

PRIORS = Path(__file__).parents[2] / "priors"
MEND = "run: forecast fit --ship"
BYTES_ALLOWED = 5e6


@pytest.fixture(scope="module")
def current_keys():
    from forecast.inputs.cards import load_cards
    from forecast.inputs.evidence import load_evidence
    from forecast.inputs.scenarios import beliefs

    today = datetime.datetime.now(datetime.UTC).date()
    believed = beliefs(load_cards(PRIORS), today)
    tables = load_evidence(PRIORS, today)
    blocks = weighed(BLOCKS, believed, tables, PRIORS)
    return {block.name: block_key(block, believed, tables) for block in blocks}


@pytest.mark.parametrize("block", [block.name for block in BLOCKS])
def test_not_stale(block, current_keys):
    shipped = read_summary(PRIORS)["blocks"].get(block, {})
    assert shipped, f"no posterior of {block} ships; {MEND}"
    assert shipped["key"] == current_keys[block], f"the posterior of {block} is stale; {MEND}"


@pytest.mark.parametrize("block", [block.name for block in BLOCKS])
def test_the_file_is_whole_and_is_the_one_of_the_summary(block):
    path = shipped_path(PRIORS, block)
    assert path.exists(), f"no posterior of {block} ships; {MEND}"
    stored = read_block(path)
    assert stored is not None, f"{path} is damaged; {MEND}"
    assert stored.about["key"] == read_summary(PRIORS)["blocks"][block]["key"], MEND
    assert stored.about["gate_passed"]
    assert decode(path.read_bytes()).about == stored.about


def test_it_is_small():
    files = list((PRIORS / "posterior").glob("*"))
    assert files, f"no posterior ships; {MEND}"
    assert sum(path.stat().st_size for path in files) < BYTES_ALLOWED
