"""The whole forecast on the real shipped posterior, with few draws."""

import dataclasses
import datetime
import json

import numpy as np
import pytest

from forecast.errors import InputError, UsageError
from forecast.pipeline import Request, run_forecast
from forecast.pipeline.joint_draws import block_drawer
from forecast.pipeline.run import load_inputs
from forecast.posterior.obtain import posterior_for
from forecast.posterior.shapes import NEVER_SLOWS_YEARS
from tests.commands.schemas import validate

AS_OF = datetime.date(2026, 11, 24)


@pytest.fixture(scope="module")
def request_(priors_dir):
    return Request(AS_OF, None, (), 3_000, 7, priors_dir)


@pytest.fixture(scope="module")
def document(request_):
    return run_forecast(request_).document


def p_by(document, year=2040, n=1e6, theta=1.0):
    return next(
        row["p"]
        for row in document["answers"]["Q1"]
        if (row["n"], row["theta"], row["year"]) == (n, theta, year)
    )


@pytest.mark.slow
def test_a_real_run_fits_the_schema_that_ships(document):
    validate(document)


@pytest.mark.slow
def test_same_seed_same_bytes(request_, document):
    again = run_forecast(request_).document
    assert json.dumps(again, allow_nan=False) == json.dumps(document, allow_nan=False)


@pytest.mark.slow
def test_another_seed_agrees_within_its_error(request_, document):
    other = run_forecast(dataclasses.replace(request_, seed=8)).document
    for a, b in zip(document["answers"]["Q1"], other["answers"]["Q1"], strict=True):
        # The posterior rows are shared: the two differ by the forward draws only.
        assert abs(a["p"] - b["p"]) < 5 * (a["mcse"] + b["mcse"]) / 2 + 1e-3


@pytest.mark.slow
def test_a_fixed_human_level_date_is_the_human_level_date(request_):
    fixed = dataclasses.replace(request_, sets=("human_level_date=2030",))
    document = run_forecast(fixed).document
    assert set(document["answers"]["Q3"]["quantiles"].values()) == {2030.0}
    assert document["answers"]["Q3"]["p_never"] == 0.0
    assert document["replaced"][0]["name"] == "human_level_date"
    assert all(row["p"] == 0 for row in document["answers"]["Q1"] if row["year"] < 2030)


@pytest.mark.slow
def test_an_earlier_arrival_never_lowers_a_probability(request_):
    def by_2035(year):
        sets = (f"human_level_date={year}",)
        return p_by(run_forecast(dataclasses.replace(request_, sets=sets)).document, 2035)

    assert by_2035(2028) >= by_2035(2032) > 0


def test_set_moves_no_other_draw(request_):
    def draws(sets):
        request = dataclasses.replace(request_, sets=sets)
        inputs = load_inputs(request)
        posterior, _ = posterior_for(inputs.base, inputs.tables, 7, request.priors_dir)
        return block_drawer(request, inputs, posterior)(3)

    plain = draws(())
    changed = draws(("sampling_multiplier=40", "flop_per_usd=~lognormal(1e11,2e11,3e11)"))
    moved = {name for name in plain if not np.array_equal(plain[name], changed[name])}
    assert moved == {"sampling_multiplier", "flop_per_usd"}


def test_what_correlates_with_a_replaced_date_stays_as_drawn(request_):
    def sizes(sets):
        request = dataclasses.replace(request_, sets=sets)
        inputs = load_inputs(request)
        posterior, _ = posterior_for(inputs.base, inputs.tables, 7, request.priors_dir)
        return block_drawer(request, inputs, posterior)(0)

    plain, fixed = sizes(()), sizes(("human_level_date=2030",))
    assert np.array_equal(plain["size_at_human_level"], fixed["size_at_human_level"])
    ranks = np.argsort(
        np.argsort(np.c_[plain["human_level_date"], plain["size_at_human_level"]], 0), 0
    )
    assert np.corrcoef(ranks.T)[0, 1] == pytest.approx(0.3, abs=0.03)


def test_every_draw_lies_in_the_bounds_of_its_card(request_):
    inputs = load_inputs(request_)
    posterior, _ = posterior_for(inputs.base, inputs.tables, 7, request_.priors_dir)
    draws = block_drawer(request_, inputs, posterior)(1)
    for name, values in draws.items():
        assert np.isfinite(values).all(), name
        if name in inputs.cards and name != "human_level_date":
            low, high = inputs.cards[name].bounds
            assert (low <= values).all(), name
            held = values > 0.99 * NEVER_SLOWS_YEARS  # in draws of the exponential shape, rounded
            assert (held | (values <= high)).all(), name


@pytest.mark.slow
def test_draws_are_a_prefix_of_more_draws(request_):
    few = run_forecast(dataclasses.replace(request_, draws=2_500)).document
    more = run_forecast(dataclasses.replace(request_, draws=5_000)).document
    hits_few, hits_more = p_by(few) * 2_500, p_by(more) * 5_000
    assert 0 <= round(hits_more) - round(hits_few) <= 2_500
    assert hits_few == pytest.approx(round(hits_few))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("scenario", "sign"),
    [("no_distillation", -1), ("sampling_x40", -1), ("spend_cap_1_percent", -1)],
)
def test_scenarios_move_the_answer_the_way_they_should(request_, document, scenario, sign):
    changed = run_forecast(dataclasses.replace(request_, scenario=scenario)).document
    assert (p_by(changed, n=8e9, year=2050) - p_by(document, n=8e9, year=2050)) * sign >= 0
    assert changed["scenario"] == scenario
    assert changed["replaced"]


def test_no_draws_is_a_wrong_call(request_):
    with pytest.raises(UsageError, match="at least 1"):
        run_forecast(dataclasses.replace(request_, draws=0))


def test_a_start_beyond_the_grid_is_refused(request_):
    with pytest.raises(InputError, match="cannot start"):
        run_forecast(dataclasses.replace(request_, as_of=datetime.date(2100, 5, 1)))


def test_an_unknown_quantity_names_the_nearest(request_):
    with pytest.raises(InputError, match="human_level_date"):
        run_forecast(dataclasses.replace(request_, sets=("human_level_dat=2030",)))


def test_the_answer_names_its_judgement(document):
    names = {row["name"] for row in document["judgement"]}
    assert {"size_at_human_level", "algorithmic_gain_ceiling_log10"} <= names
    assert "decode_flop_share" not in names
    first = document["answers"]["Q10"][0]
    assert 0 < first["first_order"] <= 1
