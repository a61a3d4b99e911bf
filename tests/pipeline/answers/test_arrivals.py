import numpy as np

from forecast.pipeline.answers.arrivals import arriving, at_arrival


def test_only_draws_with_a_model_and_each_at_its_own_date(sample):
    sample.records["human_level_date"][:10] = np.linspace(2030, 2039, 10)
    sample.records["human_level_date"][10:] = 2101.0
    assert arriving(sample).sum() == 10
    records, found = at_arrival(sample)
    assert len(records) == len(found) == 10
    faster, _ = at_arrival(sample, speed=10.0)
    np.testing.assert_allclose(
        faster["tokens_per_second_per_stream"], 10 * records["tokens_per_second_per_stream"]
    )
    assert (
        sample.records["tokens_per_second_per_stream"][:10]
        == records["tokens_per_second_per_stream"]
    ).all()
