from forecast.writeup.sections.track_record import section

ROW = {"n_cases": 10, "coverage50": 0.5, "coverage80": 0.8, "coverage90": 0.9, "our_crps": None}


def told(document, held, skill):
    document["answers"]["Q16"] = [
        {**ROW, "target": "stock", "model": "forecast", "crps": 0.2, "skill": None,
         "coverage80": held},
        {**ROW, "target": "stock", "model": "loglinear", "crps": 0.4, "our_crps": 0.2,
         "skill": skill},
    ]  # fmt: skip
    return section(document)


def test_no_scores_no_section(document):
    assert section(document) is None


def test_a_row_a_model_under_its_target(document):
    shown = told(document, 0.8, 0.5)
    assert shown.table.rows == (
        ("stock",),
        ("  forecast", "10", "0.20", "", "", "80%"),
        ("  loglinear", "10", "0.40", "0.20", "+0.50", "80%"),
    )
    assert shown.sentences[0].endswith("as wide as they should be. Beaten on: nothing.")


def test_those_who_beat_us_and_intervals_too_narrow_are_named(document):
    sentence = told(document, 0.6, -0.1).sentences[0]
    assert "held 60% of what came: too sure" in sentence
    assert "Beaten on: stock." in sentence
