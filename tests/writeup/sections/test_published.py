from forecast.writeup.sections.published import section

ROW = {
    "source": "Davidson", "quantity": "GPT-4's cluster", "unit": "copies", "theirs": 3e5,
    "q10": 1.1e5, "q50": 1.6e5, "q90": 2.4e5, "year": 2022.6, "inside": False, "basis": "",
}  # fmt: skip
MEMORY = {
    **ROW, "source": "Epoch", "quantity": "memory, GB", "unit": "bytes", "theirs": 1.1e19,
    "q10": 7e18, "q50": 1e19, "q90": 1.5e19, "inside": True, "theirs_low": 9e18,
    "theirs_high": 1.2e19,
}  # fmt: skip


def test_a_heading_a_source_and_a_line_an_answer(document):
    document["answers"]["Q22"] = [ROW, MEMORY]
    made = section(document)
    assert made.table.rows == (
        ("Davidson",),
        ("  GPT-4's cluster", "300 k", "160 k", "110 k to 240 k", "NO"),
        ("Epoch",),
        ("  memory, GB", "11 bn", "10 bn", "7 bn to 15 bn", "yes"),
    )
    assert made.notes[1] == "Their own ranges: memory, GB 9 bn to 12 bn."
    assert "0: no mean chip" not in made.notes[0]


def test_where_nothing_serves_their_model_it_is_said(document):
    document["answers"]["Q22"] = [{**ROW, "q10": 0.0, "q50": 0.0, "q90": 0.0}]
    made = section(document)
    assert made.notes[0].endswith("serves the model at that speed; they assume special ones.")
    assert len(made.notes) == 1


def test_a_run_without_them_has_no_such_section(document):
    document["answers"].pop("Q22", None)
    assert section(document) is None
