from forecast.supply.copies import copies


def test_half_of_ten_million_chips_at_two_a_copy():
    assert copies(chips_in_use=10e6, inference_share=0.5, chips_per_copy=2.0) == 2.5e6


def test_a_copy_that_cannot_be_served_runs_nowhere():
    assert copies(chips_in_use=10e6, inference_share=0.5, chips_per_copy=float("inf")) == 0.0
