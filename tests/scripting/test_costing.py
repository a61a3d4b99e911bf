import pytest

import forecast as fc
from forecast.errors import InputError

H100 = {"model": "Llama-3.3-70B-Instruct", "accelerator": "H100", "as_of": "2026-11-24"}


def test_a_step_takes_at_least_the_reading_of_the_weights():
    told = fc.cost(**H100, accelerators=4)
    assert told["step_seconds"]["q10"] > 140e9 / (4 * 3.35e12)


def test_what_does_not_fit_is_refused():
    with pytest.raises(InputError, match="fit"):
        fc.cost(**H100, accelerators=1)
