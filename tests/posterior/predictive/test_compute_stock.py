import datetime

import numpy as np
import pytest

from forecast.posterior.predictive import compute_stock as module
from tests.posterior.test_shipments import NVIDIA, constant_draws

DAY = datetime.date(2027, 1, 1)


def count(row_of, quantity="cumulative_h100e", scope=NVIDIA, day=DAY, **cells):
    known = {"quantity": quantity, "scope": scope, "observed_on": day}
    return row_of("compute_stock", **(known | cells))


def test_a_sum_is_the_sum_of_its_parts(context_of, row_of, rng):
    scopes = ["NVIDIA", "Google TPU", "AMD Instinct", "Amazon"]
    rows = [count(row_of, scope=scope) for scope in scopes]
    rows += [count(row_of, "cumulative_h100e_sum_of_designers", "all")]
    rows += [count(row_of, "cumulative_h100e_sum_of_designers", "2 of NVIDIA/TPU")]
    found = module.predict(rows, constant_draws(), context_of(), rng)
    parts = [each.draws for each in found[:4]]
    assert found[4].draws == pytest.approx(np.sum(parts, axis=0))
    assert found[5].draws == pytest.approx(parts[0] + parts[1])
    assert found[4].quantity == "cumulative_h100e_sum_of_designers"


def test_units_and_what_was_observed(context_of, row_of, rng):
    rows = [count(row_of, "cumulative_chip_power_w", value=3e10), count(row_of, "cumulative_chips")]
    power, chips = module.predict(rows, constant_draws(), context_of(), rng)
    assert (power.unit, power.observed) == ("W", 3e10)
    assert (chips.unit, chips.observed) == ("chips", None)


@pytest.mark.parametrize(
    ("quantity", "scope", "day", "reason"),
    [
        ("installed_h100e", NVIDIA, DAY, "no model of 'installed_h100e'; predicted are"),
        ("cumulative_h100e", "Nvidea", DAY, "no such designer: 'Nvidea'"),
        ("cumulative_h100e", "AMD", datetime.date(2023, 1, 1), "the count of 'AMD' begins at"),
    ],
)
def test_what_has_no_model_says_so(quantity, scope, day, reason, context_of, row_of, rng):
    row = count(row_of, quantity, scope, day)
    (found,) = module.predict([row], constant_draws(), context_of(), rng)
    assert found.startswith(reason)
