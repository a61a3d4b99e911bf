import datetime
import math

import numpy as np
import pytest

from forecast.inputs.deflator import to_2025_usd
from forecast.posterior.likelihoods.other_prices import kind_of
from forecast.posterior.predictive import gpu_rental_prices as module

DAY = datetime.date(2025, 1, 1)


@pytest.fixture
def draws(constant):
    return constant(
        flop_per_usd=6e10,
        flop_per_usd_growth_per_year=1.3,
        flop_per_usd_long_run_growth_per_year=1.3,
        watts_per_flop=4e-13,
        watts_per_flop_growth_per_year=0.85,
        watts_per_flop_long_run_growth_per_year=0.85,
        hardware_slowing_years=10.0,
        system_multiple=1.5,
        discount_rate_per_year=0.1,
        lifetime_years=5.0,
        power_usage_effectiveness=1.2,
        usd_per_kwh=0.08,
        operations_usd_per_chip_hour=0.1,
        availability_share=0.9,
        provider_margin=0.5,
        on_demand_log_premium=0.4,
        three_year_log_premium=-0.3,
        market_log_premium=0.1,
        rental_log_change_per_year_of_age=-0.1,
        rental_log_drift_per_year=0.05,
        rental_maker_scatter=0.3,
        rental_silicon_scatter=0.2,
        provider_scatter=0.4,
        offer_scatter=0.1,
        rental_age_scatter=0.02,
        rental_market_scatter=0.2,
        rental_market_years=1.0,
        rental_scatter=1e-9,
        rental_student_degrees=1e6,
        price_silicon_scatter=0.3,
        accelerator_prices_silicon_score=[0.5],
        gpu_rental_prices_maker_score=[1.0, 2.0, 3.0],
        gpu_rental_prices_silicon_score=[1.0],
        gpu_rental_prices_provider_score=[-1.0],
        gpu_rental_prices_offer_score=[2.0],
        gpu_rental_prices_age_score=[-1.5],
        gpu_rental_prices_market=[-0.1, 0.25],
        other_flop_per_usd_hour_level=34.0,
        other_flop_per_usd_hour_growth=0.2,
        other_rental_kind_scatter=0.5,
        other_rental_growth_scatter=0.1,
        other_rental_log_change_per_year_of_age=-0.05,
        other_on_demand_log_premium=0.3,
        other_three_year_log_premium=-0.2,
        other_market_log_premium=0.0,
        other_rental_chip_scatter=0.4,
        other_provider_scatter=0.3,
        other_rental_scatter=1e-9,
        other_rental_student_degrees=1e6,
        other_rental_kind_score=[1.0],
        other_rental_growth_score=[0.0],
        other_rental_chip_score=[0.5],
        other_rental_provider_score=[1.0],
    )


@pytest.fixture
def context(context_of):
    return context_of(
        accelerator_prices_silicon_score=("H100",),
        gpu_rental_prices_silicon_score=("H100",),
        gpu_rental_prices_provider_score=("Lambda",),
        gpu_rental_prices_offer_score=("Lambda NVIDIA H100 SXM5 80GB",),
        gpu_rental_prices_age_score=("Lambda",),
        gpu_rental_prices_market=("4049", "4050"),
        other_rental_kind_score=("workstation without matrix units",),
        other_rental_growth_score=("workstation without matrix units",),
        other_rental_chip_score=("NVIDIA RTX A5000",),
        other_rental_provider_score=("Lambda",),
    )


def quote(row_of, name, **cells):
    known = {"accelerator": name, "observed_on": DAY, "term": "on-demand", "provider": "Lambda"}
    return row_of("gpu_rental_prices", **(known | cells))


def test_a_leading_chip_by_hand(draws, context, row_of, rng):
    (found,) = module.predict([quote(row_of, "H100")], draws, context, rng)
    chip = context.chip("H100")
    released = float(context.chips.release_years([chip])[0])
    flop = max(chip["fp8_flop_per_s"] or 0, 2 * chip["fp16_bf16_tensor_flop_per_s"])
    capital = flop / (6e10 * 1.3 ** (released - 2026.0)) * math.exp(0.3 * 0.5) * 1.5
    recovery = 0.1 / (1 - 1.1**-5.0)
    watts = flop * 4e-13 * 0.85 ** (released - 2026.0)
    hourly = capital * recovery / 8766 + watts * 1.2 / 1000 * 0.08 + 0.1
    age = 2025.0 - released
    offer = 2.0 if chip["accelerator"] == "NVIDIA H100 SXM5 80GB" else None
    log_effects = 0.4 + (-0.1 - 1.5 * 0.02) * age + 0.05 * -1.0 + 0.2 - 0.4 + 0.25
    deflated = float(to_2025_usd(1.0, 2025.0, context.tables["economy"]))
    middle = hourly / 0.9 * 1.5 * math.exp(log_effects) / deflated
    if offer is not None:
        assert found.draws == pytest.approx(middle * math.exp(0.2), rel=2e-3)
    else:
        assert np.median(found.draws) == pytest.approx(middle, rel=0.03)


def test_a_card_that_is_not_leading_by_hand(draws, context, row_of, rng):
    (found,) = module.predict([quote(row_of, "NVIDIA RTX A5000")], draws, context, rng)
    chip = context.chip("NVIDIA RTX A5000")
    released = float(context.chips.release_years([chip])[0])
    worth = 34.0 + 0.2 * (released - 2020.0)
    log_price = math.log(2 * chip["best_16bit_flop_per_s"]) - worth
    log_price += 0.3 - 0.05 * (2025.0 - released) + 0.4 * 0.5 + 0.3 * 1.0
    is_labelled = kind_of(chip) == "workstation without matrix units"
    log_price -= 0.5 if is_labelled else 0.0
    expected = math.exp(log_price) / float(to_2025_usd(1.0, 2025.0, context.tables["economy"]))
    assert np.median(found.draws) == pytest.approx(expected, rel=0.15)
    assert is_labelled == bool(np.log(found.draws).std() < 1e-6)


def test_a_provider_not_seen_gets_the_spread_of_providers_and_offers(draws, context, row_of, rng):
    (found,) = module.predict([quote(row_of, "H100", provider="Newcloud")], draws, context, rng)
    assert np.log(found.draws).std() == pytest.approx(np.hypot(0.4, 0.1), rel=0.15)


def test_a_later_half_year_has_a_market_of_its_own(draws, context, row_of, rng):
    days = (datetime.date(2025, 8, 1), datetime.date(2025, 9, 1), datetime.date(2035, 1, 1))
    quotes = [quote(row_of, "NVIDIA H100 SXM5 80GB", observed_on=day) for day in days]
    august, september, later = (
        np.log(found.draws) for found in module.predict(quotes, draws, context, rng)
    )
    assert (august - september).std() < 1e-3  # one half-year, one market
    fresh = 0.2**2 * (1 - np.exp(-0.5) ** 2)  # of the market after one step
    assert august.std() == pytest.approx(np.sqrt(fresh), rel=0.15)
    assert later.std() == pytest.approx(0.2, rel=0.15)


def test_a_provider_not_seen_may_let_old_chips_fall_faster(draws, context, row_of, rng):
    wide = draws | {"rental_age_scatter": np.full_like(draws["rental_age_scatter"], 0.2)}
    old = quote(row_of, "NVIDIA V100", provider="Newcloud")
    (found,) = module.predict([old], wide, context, rng)
    chip = context.chip("NVIDIA V100")
    age = 2025.0 - float(context.chips.release_years([chip])[0])
    of_groups = 0.4**2 + 0.1**2 + 0.2**2  # provider, offer, silicon
    expected = np.sqrt(of_groups + (0.2 * age) ** 2)
    assert np.log(found.draws).std() == pytest.approx(expected, rel=0.15)


def test_a_term_not_known_is_a_market_quote(draws, context, row_of, rng):
    rows = [quote(row_of, "H100", term="weekly"), quote(row_of, "H100", term="spot market")]
    weekly, spot = module.predict(rows, draws, context, rng)
    assert weekly.draws == pytest.approx(spot.draws, rel=1e-6)


def test_an_unknown_chip_is_told_with_the_nearest(draws, context, row_of, rng):
    (refused,) = module.predict([quote(row_of, "NVIDIA L40S")], draws, context, rng)
    assert refused.startswith("no such accelerator: 'NVIDIA L40S'; did you mean")
