import datetime
import math

import numpy as np
import pytest

from forecast.inputs.deflator import to_2025_usd
from forecast.posterior.predictive import accelerator_prices as module

DAY = datetime.date(2024, 1, 1)


@pytest.fixture
def draws(constant):
    return constant(
        flop_per_usd=6e10,
        flop_per_usd_growth_per_year=1.3,
        flop_per_usd_long_run_growth_per_year=1.3,
        hardware_slowing_years=10.0,
        consumer_log_discount=1.5,
        workstation_log_discount=1.0,
        price_range_log_premium=0.1,
        system_quote_log_premium=0.2,
        price_log_change_per_year_of_age=-0.1,
        price_maker_scatter=0.3,
        price_silicon_scatter=0.25,
        price_scatter=1e-9,
        price_student_degrees=1e6,
        accelerator_prices_maker_score=[1.0],
        accelerator_prices_silicon_score=[2.0],
        other_flop_per_usd_level=24.0,
        other_flop_per_usd_growth=0.2,
        other_price_kind_scatter=0.5,
        other_price_growth_scatter=0.1,
        other_price_log_change_per_year_of_age=-0.05,
        other_price_chip_scatter=0.4,
        other_price_scatter=1e-9,
        other_price_student_degrees=1e6,
        other_price_kind_score=[1.0],
        other_price_growth_score=[-1.0],
        other_price_chip_score=[0.5],
    )


@pytest.fixture
def context(context_of):
    return context_of(
        accelerator_prices_silicon_score=("H100",),
        other_price_kind_score=("datacenter without matrix units",),
        other_price_growth_score=("datacenter without matrix units",),
        other_price_chip_score=("NVIDIA P100",),
    )


def price(row_of, name, **cells):
    return row_of("accelerator_prices", accelerator=name, **({"observed_on": DAY} | cells))


def test_a_leading_chip_by_hand(draws, context, row_of, rng):
    row = price(row_of, "H100", price_usd=30_000.0)
    (found,) = module.predict([row], draws, context, rng)
    chip = context.chips.find("NVIDIA H100 SXM5 80GB") or context.chip("H100")
    released = float(context.chips.release_years([chip])[0])
    flop = max(chip["fp8_flop_per_s"] or 0, 2 * chip["fp16_bf16_tensor_flop_per_s"])
    real = flop / (6e10 * 1.3 ** (released - 2026.0))
    real *= math.exp(2.0 * 0.25 - 0.1 * (2024.0 - released))
    expected = real / float(to_2025_usd(1.0, 2024.0, context.tables["economy"]))
    assert found.draws == pytest.approx(expected, rel=1e-3)
    assert found.observed == 30_000.0


def test_a_chip_without_matrix_units_by_hand(draws, context, row_of, rng):
    (found,) = module.predict([price(row_of, "NVIDIA P100")], draws, context, rng)
    chip = context.chip("NVIDIA P100")
    released = float(context.chips.release_years([chip])[0])
    worth = 24.0 + 0.5 * 1.0 + (0.2 - 0.1) * (released - 2020.0)
    log_price = math.log(2 * chip["best_16bit_flop_per_s"]) - worth
    log_price += -0.05 * (2024.0 - released) + 0.4 * 0.5
    real = math.exp(log_price)
    expected = real / float(to_2025_usd(1.0, 2024.0, context.tables["economy"]))
    assert found.draws == pytest.approx(expected, rel=1e-6)


def test_a_silicon_not_seen_gets_the_spread(draws, context, row_of, rng):
    (found,) = module.predict([price(row_of, "NVIDIA B200")], draws, context, rng)
    assert np.log(found.draws).std() == pytest.approx(0.25, rel=0.15)


def test_an_unknown_chip_is_told_with_the_nearest(draws, context, row_of, rng):
    rows = [price(row_of, "NVIDIA H10O SXM"), price(row_of, "H100")]
    refused, fine = module.predict(rows, draws, context, rng)
    assert "no such accelerator: 'NVIDIA H10O SXM'; did you mean" in refused
    assert fine.draws.shape == (400,)


def test_a_date_in_2035_stays_in_money_of_the_last_known_year(draws, context, row_of, rng):
    late = price(row_of, "H100", observed_on=datetime.date(2035, 1, 1))
    now, then = module.predict([price(row_of, "H100"), late], draws, context, rng)
    ratio = context.nominal_usd(2035.0) / context.nominal_usd(2024.0)
    assert then.draws / now.draws == pytest.approx(math.exp(-1.1) * ratio, rel=1e-3)
    assert context.nominal_usd(2035.0) == context.nominal_usd(2050.0)
