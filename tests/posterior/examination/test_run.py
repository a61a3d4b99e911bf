"""The toy block from all sides, and the folder that tells of it."""

import json

import numpy as np
import pytest

from forecast.posterior.examination.run import examine, rank_counts
from forecast.posterior.sampler import Sampler
from forecast.writeup.examination import write_examination
from forecast.writeup.examination.page import page

SMALL = Sampler(chains=4, draws=500, tune=500, target_accept=0.9, max_depth=10)


def test_ranks_are_level_where_chains_agree_and_not_where_one_is_off():
    rng = np.random.default_rng(1)
    level = rank_counts(rng.standard_normal((4, 1000)))
    assert level.sum() == 4000
    assert level.min() > 25
    off = rng.standard_normal((4, 1000))
    off[0] += 3.0
    assert rank_counts(off)[0, -1] > 150


@pytest.mark.slow
def test_the_toy_block_is_examined(toy_block, toy_beliefs, toy_tables, tmp_path):
    found = examine(toy_block, toy_beliefs, toy_tables, seed=4, sampler=SMALL)
    (rows,) = found.rows
    assert rows.name == "toy"
    assert rows.coverage[0.9]["inside"]
    assert not rows.conflicts
    assert set(found.sensitivity) == {"toy_level", "toy_growth"}
    assert max(abs(each["score"]) for each in found.recovery.values()) < 4
    assert found.influence["toy"]["n_above"] <= 2
    data = write_examination([found], tmp_path, "2026-11-24", 4)
    assert json.loads((tmp_path / "examination.json").read_text()) == data
    assert (tmp_path / "README.md").read_text() == page(data)
    assert (tmp_path / "figures" / "toy.png").stat().st_size > 10_000
    assert "| toy | 30 |" in page(data)
    assert "with 2 other seeds in" in page(data)
    assert [each["divergences"] for each in data["blocks"][0]["other_seeds"]] == [0, 0]
