from forecast.writeup.sections import SECTIONS, chances, check_of_today
from forecast.writeup.sections.check_of_today import section

ROW = {
    "quantity": "tokens_per_day", "unit": "tokens/day", "observed": 3e14, "q10": 8e13,
    "q50": 1.5e15, "q90": 1.2e16, "year": 2026.47, "inside": True, "p_below": 0.21, "basis": "",
}  # fmt: skip
PRICE = {
    **ROW, "quantity": "usd_per_million_tokens_blended_3to1", "unit": "USD per 1e6 tokens",
    "observed": 0.88, "q10": 0.07, "q50": 0.37, "q90": 4.4,
}  # fmt: skip


def test_two_sentences_right_under_the_headline_table(document):
    document["answers"]["Q21"] = [ROW, PRICE]
    volume, price = section(document).sentences
    assert volume == (
        "Check: for 2026 the model says 1,500 trillion tokens a day, written and read (80% "
        "interval 80 trillion to 12,000 trillion); published: at least 300 trillion."
    )
    assert "costs USD 0.37 to serve (0.07 to 4.40); the median list price is 0.88." in price
    assert SECTIONS.index(check_of_today) == SECTIONS.index(chances) + 1


def test_a_miss_is_told_where_everybody_reads_it(document):
    document["answers"]["Q21"] = [{**ROW, "inside": False}]
    (only,) = section(document).sentences
    assert only.endswith("300 trillion, OUTSIDE the interval (see reports/decisions).")


def test_a_run_without_it_says_nothing(document):
    document["answers"].pop("Q21", None)
    assert section(document) is None
    document["answers"]["Q21"] = []
    assert section(document) is None
