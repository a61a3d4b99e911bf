from forecast.writeup.what_if import condition_text, number, what_if_text

LEVELS = ("0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95")


def described(p, median):
    return {
        "effective_draws": 5000.0,
        "p_by": [{"year": 2035, "p": p, "mcse": 0.002}],
        "quantiles": dict.fromkeys(LEVELS, median),
        "p_never": 0.3,
        "gap_quantiles": dict.fromkeys(LEVELS, None),
    }


def document(**changed):
    conditioned = {
        "possible": True, "reason": None, "kernel_width_sd": 0.05, **described(0.25, 2042.0),
        "moved": [{"name": "size_at_human_level", "shift_sd": -0.33}],
    }  # fmt: skip
    believed = {"q05": 2028.0, "q50": 2047.0, "q95": None}
    return {
        "as_of": "2026-11-22", "scenario": None, "seed": 1, "draws": 100_000,
        "n": 8e9, "theta": 1.0,
        "conditions": [
            {"name": "human_level_date", "unit": "year", "low": 2030.0, "high": 2030.0,
             "believed": believed}
        ],
        "unconditional": described(0.08, 2069.0), "conditioned": conditioned,
        "replaced": described(0.22, None), "solve": None, **changed,
    }  # fmt: skip


def test_three_answers_side_by_side():
    text = what_if_text(document(), 80)
    (line,) = [line for line in text.splitlines() if "end of 2035" in line]
    assert line.split()[-3:] == ["8%", "25%", "22%"]
    assert "human_level_date is believed to be 2028 / 2047 / never" in text
    assert "worth 5,000" in text
    assert "size_at_human_level -0.33" in text


def test_what_cannot_be_conditioned_says_so():
    refused = {"possible": False, "reason": "ten draws: it can only be replaced"}
    text = what_if_text(document(conditioned=refused), 80)
    assert "given it" not in text
    assert "Not conditioned: ten draws: it can only be replaced." in text


def test_a_goal_and_the_value_it_takes():
    solve = {
        "name": "flop_per_usd", "unit": "FLOP/s/USD", "value": 5e12, "low": 4e12, "high": 6e12,
        "p": 0.5, "mcse": 0.002, "share_below": 0.97, "reason": None,
        "goal": {"n": 8e9, "theta": 1.0, "year": 2035, "p": 0.5},
        "believed": {"q05": 1e11, "q50": 2e11, "q95": 3e11},
    }  # fmt: skip
    text = " ".join(what_if_text(document(solve=solve), 80).split())
    assert "flop_per_usd would have to be 5e12 FLOP/s/USD (4e12 to 6e12 within" in text
    assert "97% of the belief lies below" in text
    nothing = solve | {"value": None, "reason": "no value does"}
    assert "No value does." in what_if_text(document(solve=nothing), 80)


def test_conditions_and_numbers_in_words():
    told = {"name": "size_at_human_level", "low": 1e12, "high": 1e13, "unit": "parameter"}
    assert condition_text(told) == "size_at_human_level is 1e12 to 1e13 parameter"
    assert [number(x) for x in (0.0, 1e-4, 1.5, 1.25e8)] == ["0", "1e-4", "1.5", "1.25e8"]
