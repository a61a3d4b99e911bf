"""Cards damaged at random: a card is read or refused, and no other error escapes."""

import random

import pytest

from forecast.errors import InputError
from forecast.inputs.card_files import load_card

SPLINTERS = [
    *("[[", "]]", "[", "{", "}", '"', "'", '"""', "=", "\n", "\r", "\x00", ".", ",", "#"),
    *(
        "nan",
        "inf",
        "1e999",
        "-1",
        "0",
        "9" * 400,
        "true",
        "2026-02-31",
        "entry",
        "family",
    ),
    *("value = 1\n", "p50 = 1\n", "[entry]\n", "[[entry]]\n", 'of = { family = "of" }\n'),
]


def damaged(text, rng):
    """A few cuts, doublings and splinters."""
    for _ in range(rng.randint(1, 4)):
        start = rng.randrange(len(text))
        end = min(len(text), start + rng.randrange(12))
        piece = rng.choice([*SPLINTERS, text[start:end] * 2, ""])
        text = text[:start] + piece + text[end:]
    return text


def outcome(path):
    """Whether a card was read or refused."""
    try:
        load_card(path)
    except InputError:
        return "refused"
    return "read"


@pytest.mark.parametrize("seed", range(4))
def test_damaged_cards_are_read_or_refused(priors, seed):
    text = priors.card().read_text()
    rng = random.Random(seed)
    outcomes = {
        outcome(priors.file("hardware/growth.toml", damaged(text, rng).encode()))
        for _ in range(100)
    }
    assert outcomes == {"read", "refused"}
