import pytest

from forecast.errors import InputError
from forecast.inputs.data_card_file import read_data_card
from tests.inputs.small_table import NUISANCE, card_text, write_dataset


def read(folder, text):
    return read_data_card(write_dataset(folder, card=text) / "card.toml")


def test_noise_priors_are_distributions_with_the_stated_quantiles(tmp_path):
    card = read(tmp_path, card_text() + NUISANCE)
    assert list(card.nuisance) == ["price_scatter"]
    assert card.nuisance["price_scatter"].median == pytest.approx(0.3)
    assert card.nuisance["price_scatter"].ppf(0.95) == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("p50 = 0.3", "p50 = 2.0", "quantiles must increase"),
        ('grade = "guess"', 'grade = "sure"', "not in the closed list"),
        ('unit = "1"', 'unit = "furlong"', "not in the closed list"),
        ("p95 = 0.9", "p95 = 0.9\nsd = 2", "fields do not fit the family"),
        ('grade = "guess"', 'grade = "guess"\nweight = 1', "unknown key"),
    ],
)
def test_a_bad_noise_prior_is_refused(tmp_path, old, new, words):
    card = read(tmp_path, card_text() + NUISANCE.replace(old, new))
    with pytest.raises(InputError, match=words):
        _ = card.nuisance


def test_a_noise_prior_stands_once(tmp_path):
    card = read(tmp_path, card_text() + NUISANCE + NUISANCE)
    with pytest.raises(InputError, match="name: stands twice"):
        _ = card.nuisance
