from forecast.writeup.sections.power import section


def test_gigawatts_and_where_no_hardware_serves(document):
    levels = {"0.25": 2.5e11, "0.5": 1.7e12, "0.75": None}
    document["answers"]["Q19"] = [
        {"n": 8e9, "year": 2035, "quantiles": levels, "p_above_available": 0.87}
    ]
    assert section(document).table.rows == (
        ("8 billion", "2035", "250", "1,700", "none serves", "87%"),
    )


def test_a_run_without_it_has_no_such_section(document):
    document["answers"].pop("Q19", None)
    assert section(document) is None
