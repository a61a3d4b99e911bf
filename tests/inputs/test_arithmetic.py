"""The sums on the cards."""

import pytest

from forecast.errors import InputError
from forecast.inputs.arithmetic import check_arithmetic, evaluate
from forecast.inputs.fields import Fields
from forecast.inputs.toml_files import Place


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 ** (1 / 2.6)", 1.3055),  # doubling time of 2.6 years as a yearly factor
        ("10 ** (log10(1.246) )", 1.246),
        ("1 - 2 * 3", -5.0),
        ("-(2e3)", -2000.0),
        ("log10(1000)", 3.0),
        ("1_000 / 8", 125.0),
    ],
)
def test_known_sums(text, value):
    assert evaluate(text) == pytest.approx(value, rel=1e-4)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "cannot be computed"),
        ("1 +", "cannot be computed"),
        ("1if 2else 3", "cannot be computed"),
        ("1 / 0", "cannot be computed"),
        ("9 ** 9 ** 9", "cannot be computed"),
        ("9" * 5000, "cannot be computed"),
        ("(" * 900 + "1" + ")" * 900, "cannot be computed"),
        ("1e308 * 10", "no finite value"),
        ("(0 - 8) ** 0.5", "root of a negative"),
        ("log10(0)", "log10 of zero or less"),
        ("x", "holds more than numbers"),
        ("True", "holds more than numbers"),
        ("7 // 2", "holds more than numbers"),
        ("__import__('os')", "holds more than numbers"),
        ("exp(1)", "holds more than numbers"),
        ("(1).real", "holds more than numbers"),
        ("[1]", "holds more than numbers"),
        ("'a' * 9", "holds more than numbers"),
        ("log10(1, 2)", "holds more than numbers"),
    ],
)
def test_anything_else_is_refused(text, message):
    with pytest.raises(ValueError, match=message):
        evaluate(text)


def check(**mapping):
    check_arithmetic(Fields(mapping, Place("here")))


def test_agreement_to_one_percent():
    check(p50=1.30, arithmetic={"p50": "2 ** (1 / 2.6)"})
    check(of={"p50": 1.30}, arithmetic={"p50": "2 ** (1 / 2.6)"})
    check(value=0.0, arithmetic={"value": "1 - 1"})
    check(p50=1.30)


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        (
            {"p50": 1.25, "arithmetic": {"p50": "2 ** (1 / 2.6)"}},
            r"arithmetic\.p50: the expression gives 1\.30551, the entry declares 1\.25",
        ),
        ({"p50": 1.3, "arithmetic": {"p50": "two"}}, "expression holds more than numbers"),
        ({"p50": 1.3, "arithmetic": {"p50": 1.3}}, "must be text"),
        ({"p50": 1.3, "arithmetic": {"p95": "1.3"}}, "p95: missing field"),
        ({"p50": 1.3, "arithmetic": "1.3"}, "must be a table"),
    ],
)
def test_each_disagreement_is_refused(mapping, message):
    with pytest.raises(InputError, match=message):
        check(**mapping)
