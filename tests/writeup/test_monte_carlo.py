import math

import numpy as np
import pytest
from scipy.stats import norm

from forecast.writeup.monte_carlo import EffectiveDraws, chance_error, quantile_errors
from forecast.writeup.numbers import PROBABILITY, number_rows


def test_an_event_that_never_happened_is_half_a_hit():
    assert chance_error(0.0, 1000.0) == pytest.approx(
        math.sqrt(0.5 / 1001 * (1 - 0.5 / 1001) / 1000)
    )
    assert chance_error(1.0, 1000.0) == pytest.approx(chance_error(0.0, 1000.0))


def test_the_error_of_a_quantile_is_that_of_many_samples():
    rng = np.random.default_rng(1)
    levels = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
    samples = np.quantile(rng.normal(size=(2000, 1000)), levels, axis=1)
    truth = np.quantile(rng.normal(size=400_000), levels)
    found = quantile_errors({f"{q:g}": v for q, v in zip(levels, truth, strict=True)}, 1000.0)
    assert np.array(list(found.values())) == pytest.approx(samples.std(axis=1), rel=0.45)
    assert found["0.5"] == pytest.approx(samples[3].std(), rel=0.15)


@pytest.mark.parametrize("spread", [0.5, 1.5])
def test_the_error_in_a_heavy_tail_is_not_too_small(spread):
    levels = np.array([0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95])
    score = norm.ppf(levels)
    values = np.exp(spread * score)
    density = norm.pdf(score) / (spread * values)
    expected = np.sqrt(levels * (1.0 - levels) / 10_000.0) / density
    told = {f"{q:g}": float(v) for q, v in zip(levels, values, strict=True)}
    ratio = np.array(list(quantile_errors(told, 10_000.0).values())) / expected
    assert ratio.min() > 0.95
    assert ratio.max() < 1.35


def test_a_quantile_without_neighbours_has_no_error():
    assert quantile_errors({"0.05": 2090.0, "0.5": None}, 1000.0) == {"0.05": None, "0.5": None}
    assert quantile_errors({}, 1000.0) == {}


def test_the_draws_of_a_document_are_those_its_errors_tell(document):
    found = EffectiveDraws(document)
    assert found.all == pytest.approx(10_000, rel=1e-6)
    assert found.block <= found.kept <= found.all
    assert found.given("Q9", {"at": 2035, "n": 8e9, "theta": 1.0}) == 1.0
    row = {"at": "first", "n": 8e9, "theta": 1.0}
    never = next(r for r in document["answers"]["Q2"] if (r["n"], r["theta"]) == (8e9, 1.0))
    assert found.of("Q9", row) == pytest.approx(found.all * (1 - never["p_never"]))


def test_chances_that_are_all_rare_fall_back_on_the_draws_asked_for(document):
    for row in document["answers"]["Q1"] + document["answers"]["Q1c"]:
        row["p"] = 0.001
    assert EffectiveDraws(document).all == document["draws"]


def test_every_chance_has_an_error_and_keeps_its_own(document):
    rows = [row for row in number_rows(document) if row.get("kind") == PROBABILITY]
    assert len(rows) > 1500
    assert all(0 < row["mcse"] < 0.02 for row in rows)
    assert rows[0]["mcse"] == document["answers"]["Q1"][0]["mcse"]
    never = next(row for row in rows if row["statistic"] == "p_never" and row["question"] == "Q2")
    assert never["mcse"] == pytest.approx(chance_error(never["value"], 10_000), rel=1e-6)


def test_a_quantile_beside_draws_without_a_value_has_no_error():
    told = {"0.5": 3.0, "0.75": 30.0, "0.9": 1e4, "0.95": None}
    assert quantile_errors(told, 10_000)["0.9"] is not None
    edge = quantile_errors(told, 10_000, ends_in_mass=True)
    assert edge["0.9"] is None
    assert edge["0.75"] == quantile_errors(told, 10_000)["0.75"]


def test_a_slope_that_draws_told_gives_the_error_also_where_quantiles_end():
    told = {"0.75": 1.0, "0.9": 2.0, "0.95": None}
    assert quantile_errors(told, 10_000.0, ends_in_mass=True)["0.9"] is None
    found = quantile_errors(told, 10_000.0, True, {"0.9": 50.0})
    assert found["0.9"] == pytest.approx(50.0 * chance_error(0.9, 10_000.0))
    assert found["0.95"] is None
