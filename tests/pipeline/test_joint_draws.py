"""The context in use among the joint draws: a share of the window, unless somebody sets it."""

import datetime

import numpy as np
import pytest

from forecast.pipeline import Request
from forecast.pipeline.joint_draws import CONTEXT, block_drawer, names_read
from forecast.pipeline.run import load_inputs
from forecast.posterior.obtain import posterior_for

LEVELS = (0.05, 0.5, 0.95)


@pytest.fixture(scope="module")
def drawn(priors_dir):
    def draw(sets=()):
        request = Request(datetime.date(2026, 11, 24), None, sets, 3_000, 7, priors_dir)
        inputs = load_inputs(request)
        posterior, _ = posterior_for(inputs.base, inputs.tables, 7, priors_dir)
        return block_drawer(request, inputs, posterior)(0), inputs

    return draw


def test_context_in_use_is_a_share_of_the_typical_window(drawn):
    draws, _ = drawn()
    product = draws["context_used_share"] * draws["context_window_tokens"]
    np.testing.assert_array_equal(draws[CONTEXT], product)


def test_its_card_says_what_the_product_comes_to(drawn):
    draws, inputs = drawn()
    said = [inputs.base[CONTEXT].ppf(level) for level in LEVELS]
    np.testing.assert_allclose(np.quantile(draws[CONTEXT], LEVELS), said, rtol=0.25)


@pytest.mark.slow
def test_setting_it_replaces_it_and_setting_the_share_moves_it(drawn):
    plain, _ = drawn()
    assert (drawn((f"{CONTEXT}=1e6",))[0][CONTEXT] == 1e6).all()
    half = drawn(("context_used_share=0.5",))[0]
    np.testing.assert_allclose(half[CONTEXT], 0.5 * plain["context_window_tokens"])


def test_what_can_move_a_date_is_what_the_kernel_reads_and_what_that_hangs_on(base_beliefs):
    read = names_read(base_beliefs)
    assert {"flop_per_usd", "context_window_tokens", "context_used_share"} <= read
    assert "tokens_per_day_growth_per_year" not in read
    partners = [base_beliefs.correlation(name) for name in read if name in base_beliefs]
    assert {partner.name for partner in partners if partner} <= read
