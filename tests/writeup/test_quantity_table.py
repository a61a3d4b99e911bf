import datetime

from forecast.inputs.cards import load_cards
from forecast.writeup.quantity_table import number, with_table

AS_OF = datetime.date(2026, 11, 22)


def test_the_table_of_the_priors_is_that_of_the_cards(priors_dir):
    # To mend: write with_table(text, cards, today) back to priors/README.md.
    text = (priors_dir / "README.md").read_text()
    assert with_table(text, load_cards(priors_dir), AS_OF) == text


def test_every_card_has_its_row(priors_dir):
    cards = load_cards(priors_dir)
    made = with_table("<!-- table --><!-- /table -->", cards, AS_OF)
    assert all(f"[{name}]({card.topic}/{name}.toml)" in made for name, card in cards.items())


def test_numbers_are_short():
    assert [number(x) for x in (5e12, 0.25, 2.84e-5, 0.0)] == ["5e12", "0.25", "2.84e-5", "0e0"]
