from pathlib import Path

from forecast.inputs.data_card_file import read_data_card
from tests.inputs.small_table import NUISANCE, card_text, write_dataset


def test_intervals_are_found_by_their_names(priors_dir):
    def intervals(dataset):
        return read_data_card(priors_dir / "evidence" / dataset / "card.toml").intervals

    assert intervals("economy") == (("low", "high"),)
    assert intervals("algorithmic_efficiency") == (("factor_per_year_low", "factor_per_year_high"),)
    assert intervals("moe") == ()


def test_who_reads_a_table_is_said_by_its_use(priors_dir):
    cards = {
        path.parent.name: read_data_card(path)
        for path in Path(priors_dir).glob("evidence/*/card.toml")
    }
    assert cards["human_equivalence"].is_by_hand
    assert not cards["accelerators"].is_by_hand
    assert not cards["economy"].is_by_hand  # the price index of every money likelihood


def test_noise_priors_are_not_parsed_until_asked_for(tmp_path):
    text = card_text() + NUISANCE.replace("p50 = 0.3", "p50 = 2.0")
    card = read_data_card(write_dataset(tmp_path, card=text) / "card.toml")
    assert card.nuisance_tables[0]["p50"] == 2.0


def test_columns_stand_in_the_order_of_the_card(tmp_path):
    card = read_data_card(write_dataset(tmp_path) / "card.toml")
    assert card.column_names[:2] == ("accelerator", "observed_on")
