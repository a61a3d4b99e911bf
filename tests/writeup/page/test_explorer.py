import base64
import zlib

import numpy as np
import pytest

from forecast.writeup.page.explorer import data_of, value_text
from tests.writeup.page.made import made_draws


def test_published_numbers_travel_as_they_are(document):
    told = data_of(document, made_draws())["published"]
    row = next(each for each in told if (each["n"], each["theta"]) == (8e9, 1.0))
    q1 = [r for r in document["answers"]["Q1"] if (r["n"], r["theta"]) == (8e9, 1.0)]
    assert row["p"] == [[r["year"], r["p"], r["mcse"]] for r in q1]


def test_draws_come_back_from_their_bytes(document):
    draws = made_draws()
    told = data_of(document, draws)
    content = np.frombuffer(zlib.decompress(base64.b64decode(told["packed"])), np.uint8)
    n_cases, n_draws = draws.years.shape
    np.testing.assert_array_equal(content[: n_cases * n_draws].reshape(n_draws, -1).T, draws.years)
    np.testing.assert_array_equal(content[n_cases * n_draws :], draws.sliders[0].places)


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (2034.7, "year", "2034"),
        (2150.0, "year", ">2100"),
        (5.0, "year", "5"),
        (5e12, "1", "5 trillion"),
    ],
)
def test_values_in_words(value, unit, shown):
    assert value_text(value, unit) == shown
