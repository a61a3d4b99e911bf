from forecast.writeup.sections.drivers import basis_sentence, section


def test_the_five_largest_with_share_and_grade(document):
    told = section(document).sentences[0]
    assert told == (
        "human_level_date 56% (pooled opinion), size_at_human_level 18% (guess), flop_per_usd 4% "
        "(fitted to data), sampling_multiplier 3% (guess), power_available_watts 2% (expert)."
    )


def test_judgement_opinion_and_data_are_told_apart(document):
    assert section(document).sentences[1] == (
        "human_level_date is forecasters' opinion; size_at_human_level, sampling_multiplier and "
        "power_available_watts are judgement that no data inform; fitted to data: flop_per_usd."
    )


def test_where_no_driver_is_fitted_to_data_it_is_said(document):
    rows = [row for row in document["answers"]["Q10"] if not row["informed"]]
    assert basis_sentence(rows).endswith("none of these is fitted to data.")


def test_what_is_read_off_sources_is_not_called_judgement():
    row = {"name": "kv_ratio", "first_order": 0.01, "grade": "derived", "informed": False}
    assert basis_sentence([row]) == (
        "kv_ratio is read off sources, not fitted; none of these is fitted to data."
    )


def test_a_replaced_arrival_date_is_judgement(document):
    row = document["answers"]["Q10"][0]
    row["informed"] = False
    assert basis_sentence([row]).startswith("human_level_date is judgement")
    assert section(document).sentences[0].startswith("human_level_date 56% (expert)")


def test_without_effects_there_is_no_section(document):
    document["answers"]["Q10"] = []
    assert section(document) is None
