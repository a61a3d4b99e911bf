from forecast.writeup.cost_error import error_rows, left_out_text, readme_table

SOURCE = {
    "source": "all left out", "in_fit": True, "n": 281, "median_abs_log_ratio": 0.158,
    "coverage80": 0.82, "median_log_width": 0.79, "full_peak": 0.6, "flop_60_bandwidth_70": 0.31,
}  # fmt: skip
UNSEEN = SOURCE | {"source": "a|b", "in_fit": False, "n": 2}
EMPTY = SOURCE | {"n": 0, "median_abs_log_ratio": None}
DOCUMENT = {"sources": [SOURCE, UNSEEN, EMPTY]}


def test_a_row_a_source_and_none_without_a_prediction():
    first, second = error_rows(DOCUMENT["sources"])
    assert first == ("all left out", "281", "0.16", "82%", "0.79", "0.60", "0.31")
    assert second[0] == "a|b *"


def test_the_readme_has_one_line_a_source():
    lines = readme_table({"sources": [SOURCE]}).splitlines()
    assert len(lines) == 3
    assert lines[2] == "| all left out | 281 | 0.16 | 82% | 0.79 | 0.60 | 0.31 |"


def test_text_says_what_the_columns_are():
    told = left_out_text(DOCUMENT, 80)
    assert "all left out" in told
    assert "share of" in told
