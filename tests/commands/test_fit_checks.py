import pytest

from forecast.commands.fit import worlds
from forecast.errors import UsageError


@pytest.mark.parametrize("text", ["9", "many", "-20", "20.5", ""])
def test_too_few_worlds_or_no_number_is_refused(text):
    with pytest.raises(UsageError, match="10 or more"):
        worlds(text)


def test_a_number_is_taken():
    assert worlds("300") == 300
