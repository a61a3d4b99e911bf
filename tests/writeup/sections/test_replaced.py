from forecast.writeup.sections.replaced import number, section


def test_what_was_replaced_and_by_what(document):
    assert section(document).sentences == (
        "wage_usd_per_hour is 30; it was 24.1 (90% interval 22 to 26)",
    )


def test_a_pool_has_no_quantiles_to_tell(document):
    document["replaced"] = [{"name": "human_level_date", "by": "2030", "was": None}]
    assert section(document).sentences == ("human_level_date is 2030",)


def test_nothing_replaced_gives_no_section(document):
    document["replaced"] = []
    assert section(document) is None


def test_numbers_of_any_size():
    assert [number(v) for v in (0.0, None, 5.5, 1e-7)] == ["0", "-", "5.5", "1.0e-07"]
