import pytest

from forecast.commands.quantity_table import last_publication, parts
from forecast.inputs.cards import load_cards
from forecast.writeup.quantity_table import number, with_table

EMPTY = "<!-- table --><!-- /table -->"


@pytest.fixture(scope="module")
def of_checkout(priors_dir):
    return parts(priors_dir, priors_dir.parent / "reports")


def row_of(made, name):
    (line,) = [line for line in made.splitlines() if line.startswith(f"| [{name}]")]
    return [cell.strip() for cell in line.split("|")[1:-1]]


def test_the_table_of_the_priors_is_that_of_cards_posterior_and_report(priors_dir, of_checkout):
    # To mend: python -m forecast.commands.quantity_table
    text = (priors_dir / "README.md").read_text()
    assert with_table(text, **of_checkout) == text


def test_every_card_has_its_row(priors_dir, of_checkout):
    made = with_table(EMPTY, **of_checkout)
    for name, card in load_cards(priors_dir).items():
        assert row_of(made, name)[0] == f"[{name}]({card.topic}/{name}.toml)"


def test_what_data_say_stands_beside_the_card_and_its_share(of_checkout):
    told = {
        **of_checkout,
        "posterior": {"flop_per_usd": {"q05": 1.0, "q50": 2.0, "q95": 3e9}},
        "learned": {"flop_per_usd": {"shift_sd": 2.04, "sd_ratio": 0.31, "conflict": True}},
        "shares": {"flop_per_usd": 0.123, "population": 0.004},
    }
    made = with_table(EMPTY, **told)
    assert row_of(made, "flop_per_usd")[3] == "1 / 2 / 3e9"
    assert row_of(made, "flop_per_usd")[4:6] == ["+2.0 sd (!)", "31 %"]
    assert row_of(made, "flop_per_usd")[-1] == "12 %"
    assert row_of(made, "population")[3] == row_of(made, "population")[-1] == ""


def test_the_newest_publication_counts(tmp_path):
    for name, seed in (("2026-11-22-a", 1), ("2026-12-01-b", 2), ("2025-01-01-z", 3)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "summary.json").write_text(f'{{"seed": {seed}}}')
    assert last_publication(tmp_path)["seed"] == 2


def test_numbers_are_short():
    assert [number(x) for x in (5e12, 0.25, 2.84e-5, 0.0)] == ["5e12", "0.25", "2.84e-5", "0"]
