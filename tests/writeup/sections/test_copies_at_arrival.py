from forecast.writeup.sections.copies_at_arrival import section

LEVELS = {"0.05": 10.0, "0.25": 1e3, "0.5": 2e5, "0.75": 3e6, "0.95": 4e9}


def rows():
    bases = ("training_cluster", "lab", "world", "training_compute")
    return [
        {
            "basis": b,
            "speed": s,
            "quantiles": {k: v / s for k, v in LEVELS.items()},
            "p_no_arrival": 0.24,
        }
        for s in (1.0, 10.0)
        for b in bases
    ]


def test_each_basis_with_its_interval_and_ten_times_as_fast(document):
    document["answers"]["Q5"] = rows()
    made = section(document)
    assert [row[1:] for row in made.table.rows] == [("200,000", "10 to 4 billion", "20,000")] * 3
    assert "24% of draws have none before 2101" in made.notes[0]
    assert "200,000 (10 to 4 billion) copies" in made.notes[1]


def test_a_run_without_them_has_no_such_section(document):
    document["answers"].pop("Q5", None)
    assert section(document) is None
