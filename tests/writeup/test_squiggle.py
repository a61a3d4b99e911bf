import re

import pytest

from forecast.writeup.squiggle import HELPERS, expression, squiggle_source, variable


@pytest.mark.parametrize(
    ("belief", "told"),
    [
        ({"family": "normal", "p05": 1.0, "p50": 2.0, "p95": 3.0}, "Sym.normal({p5: 1, p95: 3})"),
        ({"family": "fixed", "value": 4.0}, "Sym.pointMass(4)"),
        ({"family": "uniform", "lower": 0.5, "upper": 2.0}, "Sym.uniform(0.5, 2)"),
        (
            {"family": "categorical", "values": [4.0, 8.0], "weights": [0.4, 0.6]},
            "mixture(Sym.pointMass(4), Sym.pointMass(8), [0.4, 0.6])",
        ),
        (
            {"family": "truncated", "of": {"family": "fixed", "value": 1.0}, "lower": 0.0},
            "truncateLeft(Sym.pointMass(1), 0)",
        ),
        (
            {"family": "uniform", "lower": 1.0, "upper": 2.0, "bounded_to": [1.0, 1.5]},
            "clampTo(Sym.uniform(1, 2), 1, 1.5)",
        ),
    ],
)
def test_every_family_is_told(belief, told):
    assert expression(belief) == told


def test_halves_of_two_scales_meet_all_three_quantiles():
    told = expression({"family": "lognormal", "p05": 1.0, "p50": 2.0, "p95": 8.0})
    assert told == (
        "mixture(truncateRight(Sym.lognormal({p5: 1, p95: 4}), 2), "
        "truncateLeft(Sym.lognormal({p5: 0.5, p95: 8}), 2), [0.5, 0.5])"
    )


def test_a_share_is_told_on_its_logit():
    told = expression({"family": "logitnormal", "p05": 0.1, "p50": 0.5, "p95": 0.9})
    assert re.fullmatch(r"between\(Sym\.normal\(\{p5: -2\.197\d+, p95: 2\.197\d+\}\), 0, 1\)", told)


def test_every_real_card_has_an_expression(material):
    source = squiggle_source(material.beliefs, "2026-11-22")
    assert all(line in source for line in HELPERS)
    for row in material.beliefs:
        if row["belief"]["family"] == "pool":
            assert f"// {row['name']}: pooled" in source
        else:
            assert f"\n{row['name']} = " in source
    assert source.count("(") == source.count(")")


def test_a_meaning_cannot_leave_its_comment():
    row = {
        "name": "x", "unit": "1", "grade": "guess", "as_of": "2026-01-01",
        "meaning": "a\nevil = 1\x0b", "belief": {"family": "fixed", "value": 1.0},
    }  # fmt: skip
    lines = squiggle_source([row], "2026-01-01").splitlines()
    assert [line for line in lines if line.startswith("evil")] == []
    assert variable("a-b c") == "a_b_c"
