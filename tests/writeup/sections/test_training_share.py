from forecast.writeup.sections.training_share import section


def row(basis, low, middle, high, needed, year=2030):
    levels = {"0.1": low, "0.5": middle, "0.9": high}
    return {"year": year, "basis": basis, "quantiles": levels, "compute_needed": needed}


def test_shares_before_and_after_the_trade(document):
    document["answers"]["Q18"] = [
        row("without_trade", 0.3, 0.5, 0.7, 1.0),
        row("with_trade", 0.34, 0.41, 0.5, 0.965),
        row("training_cut_tenfold", 0.98, 0.9964, 0.999, 13.4),
    ]
    made = section(document)
    assert made.table.rows == (("2030", "50%", "30% to 70%", "41%", "34% to 50%", "0.96"),)
    assert "leave >99% to inference and need 13 times the compute (2030)" in made.notes[0]


def test_a_run_without_it_has_no_such_section(document):
    document["answers"].pop("Q18", None)
    assert section(document) is None
