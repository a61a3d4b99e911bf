import numpy as np

from forecast.kernel.at_date import states
from forecast.pipeline.answers.served_today import (
    known_model,
    one_stream,
    served_model,
    traffic,
    usd_per_million_tokens,
)


def test_a_known_model_has_its_parameters_at_every_precision_and_date(sample):
    for bits in (4.0, 8.0, 16.0):
        sample.records["weight_bits"] = bits
        for year in (2026.5, 2060.0):
            found = states(known_model(sample.records, 37e9, 671e9), year)
            np.testing.assert_allclose(found["active_parameters"], 37e9, rtol=1e-9)
            np.testing.assert_allclose(found["stored_parameters"], 671e9, rtol=1e-9)


def test_the_draws_of_the_run_stay_as_they_are(sample):
    before = sample.records.copy()
    traffic(sample)
    assert (sample.records == before).all()


def test_traffic_is_that_of_the_cards_of_today(sample):
    found = traffic(sample)
    for name, asked in (
        ("tokens_per_second_per_stream", "served_tokens_per_second_per_stream"),
        ("context_tokens_in_use", "served_context_tokens"),
        ("input_tokens_per_output_token", "served_input_tokens_per_output_token"),
        ("cached_input_share", "served_cached_input_share"),
    ):
        np.testing.assert_array_equal(found[name], sample[asked])
    assert (found["sampling_multiplier"] == 1.0).all()
    ratio = states(found, 2026.5)["stored_parameters"] / sample["served_active_parameters"]
    np.testing.assert_allclose(ratio, sample["served_stored_ratio"])


def test_the_model_of_today_keeps_the_demand_of_a_copy(sample):
    found = served_model(sample)
    for name in ("tokens_per_second_per_stream", "sampling_multiplier", "context_tokens_in_use"):
        np.testing.assert_array_equal(found[name], sample.records[name])


def test_price_is_that_of_a_stream_over_its_tokens_and_its_load(sample):
    records = one_stream(served_model(sample), 50.0, 3.0)
    hour = states(records, 2026.5)["usd_per_copy_hour"]
    serves = np.isfinite(hour)
    wanted = hour / (50.0 * 3600.0 * 4.0) * 1e6 / records["load_factor"]
    assert serves.any()
    np.testing.assert_allclose(
        usd_per_million_tokens(records, 2026.5)[serves], wanted[serves], rtol=1e-9
    )


def test_reading_makes_a_written_token_dearer_and_a_token_cheaper(sample):
    alone, read = (
        usd_per_million_tokens(one_stream(served_model(sample), 50.0, rho), 2026.5)
        for rho in (0.0, 3.0)
    )
    serves = np.isfinite(alone)
    assert (4 * read[serves] > alone[serves]).all()
    assert np.median(read[serves] / alone[serves]) < 1.0
