"""Draws that are right, repeatable and whole, or an error."""

import numpy as np
import pytest
from planted.tables import TRUTH

from forecast.errors import ForecastError
from forecast.posterior import fit
from forecast.posterior.blocks import Block
from forecast.posterior.sampler import SAMPLER

pytestmark = pytest.mark.slow


def test_seeds_are_named_streams():
    seeds = {fit.block_seed(seed, block) for seed in (1, 2) for block in ("stock", "serving")}
    assert len(seeds) == 4
    assert all(0 <= seed < 2**63 for seed in seeds)
    # a change here changes every posterior ever fitted
    assert fit.block_seed(1, "stock") == 7115132647921222373


def test_the_truth_is_found(toy_fit):
    for name in ("toy_level", "toy_growth"):
        low, high = np.quantile(toy_fit.values[name], [0.005, 0.995])
        assert low < TRUTH[name] < high
    # 30 values, 5 % noise, years with sd 1.79: sd of the log growth is 0.05 / 1.79 / sqrt(30)
    sd = np.log(toy_fit.values["toy_growth"]).std()
    assert sd == pytest.approx(0.05 / 1.79 / np.sqrt(30), rel=0.35)


def test_shapes_and_gate(toy_fit):
    assert {name: v.shape for name, v in toy_fit.values.items()} == {
        "toy_level": (4, 2500),
        "toy_growth": (4, 2500),
        "toy_effect": (4, 2500, 3),
    }
    assert toy_fit.gate.passed
    assert set(toy_fit.gate.by_name) >= {"toy_scatter_score", "toy_level"}
    assert toy_fit.seconds["compile"] > 0


def test_a_fresh_process_gives_the_same_digits_and_reports(
    toy_fit, toy_block, toy_beliefs, toy_tables
):
    seen = []
    found = fit.fit_blocks(
        (toy_block,), toy_beliefs, toy_tables, 1, lambda *report: seen.append(report)
    )
    assert list(found) == ["toy"]
    for name, values in toy_fit.values.items():
        np.testing.assert_array_equal(found["toy"].values[name], values)
    assert seen[-1] == ("posterior", SAMPLER.total_draws, SAMPLER.total_draws)
    assert sorted(done for _, done, _ in seen) == [done for _, done, _ in seen]


def test_cores_do_not_change_a_digit(toy_fit, toy_block, toy_beliefs, toy_tables, quick):
    arguments = (toy_block, toy_beliefs, toy_tables, 5, None, quick)
    one, two = (fit.fit_block(*arguments, cores=cores) for cores in (1, 2))
    np.testing.assert_array_equal(one.values["toy_level"], two.values["toy_level"])
    assert not np.array_equal(one.values["toy_level"], toy_fit.values["toy_level"][:, :300])


@pytest.mark.parametrize("cores", [1, 2])
def test_an_impossible_model_is_an_error(toy_beliefs, toy_tables, quick, cores):
    block = Block("broken", ("planted.broken",))
    with pytest.raises(ForecastError, match="block broken: the sampler failed"):
        fit.fit_block(block, toy_beliefs, toy_tables, 1, None, quick, cores=cores)


def test_a_worker_that_dies_leaves_nothing(toy_block, toy_beliefs, toy_tables, quick):
    blocks = (toy_block, Block("deadly", ("planted.deadly",)))
    with pytest.raises(ForecastError, match="a worker died; nothing was kept") as caught:
        fit.fit_blocks(blocks, toy_beliefs, toy_tables, 1, None, quick)
    assert caught.value.exit_code == 1


def test_an_error_in_a_worker_keeps_its_kind(toy_beliefs, toy_tables, quick):
    block = Block("absent", ("planted.absent",))
    with pytest.raises(ForecastError, match=r"no module planted\.absent"):
        fit.fit_blocks((block,), toy_beliefs, toy_tables, 1, None, quick)
