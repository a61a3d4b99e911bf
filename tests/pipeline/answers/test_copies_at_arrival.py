import numpy as np
import pytest

from forecast.pipeline.answers.copies_at_arrival import answer, copies_by_basis


def row(rows, basis, speed=1.0):
    (found,) = [r for r in rows if (r["basis"], r["speed"]) == (basis, speed)]
    return found["quantiles"]


def test_bases_and_speeds(sample):
    rows = answer(sample, None)
    bases = ["training_cluster", "lab", "world", "training_compute"]
    assert [r["basis"] for r in rows] == 2 * bases
    assert [r["speed"] for r in rows] == [1.0] * 4 + [10.0] * 4
    for basis in ("training_cluster", "lab", "world"):
        assert row(rows, basis)["0.5"] >= 10 * row(rows, basis, 10.0)["0.5"]


def test_a_laboratory_has_its_share_of_the_chips_and_the_world_the_share_that_serves(sample):
    found = copies_by_basis(sample, 1.0)
    some = np.isfinite(found["world"]) & (found["world"] > 0)
    ratio = found["lab"][some] / found["world"][some]
    wanted = sample["lab_share_of_stock"][some] / sample["inference_share"][some]
    np.testing.assert_allclose(ratio, wanted)


def test_memory_holds_the_cluster_back_and_arithmetic_does_not(sample):
    """A context too long for memory leaves the bound by arithmetic where it was, copies fall."""
    short = copies_by_basis(sample, 1.0)
    sample.records["attended_share"] = 1e-15
    free = copies_by_basis(sample, 1.0)
    sample.records["context_tokens_in_use"] *= 1000
    held = copies_by_basis(sample, 1.0)
    serves = np.nan_to_num(free["training_cluster"]) > 0
    assert np.median(held["training_cluster"][serves] / free["training_cluster"][serves]) < 0.1
    np.testing.assert_allclose(held["training_compute"], free["training_compute"], rtol=1e-3)
    assert (free["training_compute"] >= short["training_compute"]).all()


def test_more_tokens_of_training_mean_a_larger_cluster(sample):
    before = copies_by_basis(sample, 1.0)["training_cluster"]
    sample.extra["training_tokens_per_parameter"] *= 2
    after = copies_by_basis(sample, 1.0)["training_cluster"]
    np.testing.assert_allclose(after, 2 * before)


def test_given_that_one_comes(sample):
    sample.records["human_level_date"][:100] = 2150.0
    assert answer(sample, None)[0]["p_no_arrival"] == pytest.approx(0.25)
    sample.records["human_level_date"] = 2150.0
    assert answer(sample, None) == []
