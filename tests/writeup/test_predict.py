from forecast.writeup.predict import predict_text

BLANK = dict.fromkeys(("q05", "q10", "q50", "q90", "q95", "pit", "surprise"))
SCORES = {
    "coverage50": 1.0,
    "coverage80": 1.0,
    "coverage90": 1.0,
    "median_abs_log_ratio": 0.25,
    "n_scored": 1,
}


def document():
    seen = {
        "row": 1, "name": "line 2", "quantity": "tdp_w", "unit": "W", "observed": 700.0, "q05": 1.0,
        "q10": 300.0, "q50": 900.0, "q90": 1500.0, "q95": 2.0, "pit": 0.31, "surprise": -0.5,
        "reason": None,
    }  # fmt: skip
    open_row = {**seen, "row": 2, "name": "line 3", "observed": None, "pit": None, "surprise": None}
    bad = {**seen, **BLANK, "row": 3, "name": "line 4\x1b[31m", "reason": "no date"}
    return {
        "dataset": "accelerators",
        "as_of": "2026-11-22",
        "rows": [seen, open_row, bad],
        **SCORES,
        "by_quantity": [{"quantity": "tdp_w", **SCORES}],
        "table": "rows.csv",
    }


def test_rows_refusals_and_summary_stand_in_the_text():
    text = predict_text(document(), 80)
    (line,) = [each for each in text.splitlines() if "line 2" in each]
    assert line.split() == ["line", "2", "700", "300", "900", "1,500", "0.310", "-0.5"]
    assert "no date" in text.split("NOT EVALUATED, in rows.csv")[1]
    assert "1/3" in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_reason_of_many_rows_is_told_once():
    told = document()
    (bad,) = [row for row in told["rows"] if row["reason"]]
    told["rows"] += [{**bad, "row": row, "name": f"line {row + 1}"} for row in range(4, 9)]
    text = predict_text(told, 80)
    assert text.count("no date") == 1
    assert "and 3 more: no date" in text


def test_a_row_without_observation_has_no_score():
    (line,) = [each for each in predict_text(document(), 80).splitlines() if "line 3" in each]
    assert line.split()[-2:] == ["-", "-"]


def test_control_characters_do_not_reach_the_terminal():
    assert "\x1b" not in predict_text(document(), 80)
