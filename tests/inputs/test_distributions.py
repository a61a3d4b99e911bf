"""The public face of the families."""

from forecast.inputs import distributions


def test_every_public_name_is_there_and_every_family_has_a_class():
    assert all(hasattr(distributions, name) for name in distributions.__all__)
    classes = {
        getattr(getattr(distributions, name), "family", None) for name in distributions.__all__
    }
    assert set(distributions.FAMILIES) <= classes
    assert set(distributions.DISTRIBUTION_KEYS) >= {"family", "p05", "p50", "p95", "value", "of"}
