import pytest

from forecast.writeup.publication.contents import Edition, contents
from tests.writeup.publication.sample_material import sample_material


@pytest.fixture(scope="session")
def good():
    """Files of a publication that passes every check."""
    return contents(sample_material(), Edition("2026-11-22-test", "To see it fail."))
