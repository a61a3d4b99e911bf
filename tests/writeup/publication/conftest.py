import pytest

from forecast.writeup.publication.contents import Edition, contents


@pytest.fixture(scope="session")
def files(material):
    """Every file of a made-up publication."""
    return contents(material, Edition("2026-11-22-test", "For tests."))
