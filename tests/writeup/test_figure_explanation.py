import pytest

from forecast.errors import UsageError
from forecast.writeup.figure_explanation import write_explanation_figure
from tests.writeup.test_explanation import RESULT


def test_prior_and_posterior_are_drawn(tmp_path):
    write_explanation_figure(RESULT, tmp_path / "a.svg")
    text = (tmp_path / "a.svg").read_text()
    assert ">posterior<" in text
    assert ">prior<" in text


def test_nothing_to_draw_is_said(tmp_path):
    with pytest.raises(UsageError, match="neither prior nor posterior"):
        write_explanation_figure({**RESULT, "prior": None, "posterior": None}, tmp_path / "a.svg")
