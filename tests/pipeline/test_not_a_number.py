import datetime

import numpy as np
import pytest

from forecast.errors import GateRefused
from forecast.inputs.cards import load_cards
from forecast.inputs.questions import Case, case_array
from forecast.inputs.scenarios import beliefs
from forecast.kernel.block import first_dates
from forecast.pipeline.not_a_number import refuse_not_a_number, suspects
from tests.conftest import START

TODAY = datetime.date(2026, 11, 24)


@pytest.fixture
def overflowing(prior_draws):
    draws = prior_draws(300, seed=5)
    draws["hardware_slowing_years"][:3] = 0.005
    return draws


def test_finite_dates_and_never_pass(prior_draws, base_beliefs):
    refuse_not_a_number(prior_draws(2), np.array([[2030.0], [np.inf]]), base_beliefs)


def test_the_input_that_overflowed_is_named(overflowing, base_beliefs):
    first = first_dates(overflowing, case_array((Case(1e6, 1.0),)), START)["first"]
    with pytest.raises(GateRefused, match=r"in 3 of 300 draws.*hardware_slowing_years \(0.005 in"):
        refuse_not_a_number(overflowing, first, base_beliefs)


def test_what_was_set_is_named_first_with_what_the_card_says(priors_dir, overflowing):
    held = beliefs(load_cards(priors_dir), TODAY, sets=("lifetime_years=7",))
    overflowing["lifetime_years"] = 7.0
    lost = np.isin(np.arange(300), [0, 1, 2])
    assert suspects(overflowing, lost, held.replaced_names)[0] == "lifetime_years"
    first = np.where(lost[:, None], np.nan, 2030.0)
    with pytest.raises(GateRefused, match=r"lifetime_years \(7, set by --set; its card says"):
        refuse_not_a_number(overflowing, first, held)
