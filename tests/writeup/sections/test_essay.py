from forecast.writeup.sections.essay import section

ROW = {
    "claim": "price_of_750_words", "statement": "750 words cost 6 cents", "expected": 0.06,
    "computed": 0.0117, "unit": "usd", "holds": True, "note": "", "q10": 0.007, "q50": 0.0117,
    "q90": 0.026, "now": {"q10": None, "q50": None, "q90": None},
}  # fmt: skip


def test_a_line_a_claim_and_how_many_hold(document):
    plain = {"claim": "weights", "statement": "", "expected": 350e9, "computed": 3e11,
             "unit": "bytes", "holds": False, "note": ""}  # fmt: skip
    document["answers"]["Q20"] = [ROW, plain]
    made = section(document)
    assert made.sentences[0].startswith("1 of 2 claims hold")
    assert made.table.rows == (
        ("price of 750 words", "0.06 usd", "0.012", "0.007 to 0.026", "not served", "yes"),
        ("weights", "350 billion bytes", "300 billion", "", "", "NO"),
    )


def test_an_interval_without_width_is_none(document):
    document["answers"]["Q20"] = [{**ROW, "q10": 19.999999, "q90": 20.0000001}]
    assert section(document).table.rows[0][3] == ""


def test_a_run_without_claims_has_no_such_section(document):
    document["answers"].pop("Q20", None)
    assert section(document) is None
