import datetime

import pytest

from forecast.errors import InputError
from forecast.inputs.evidence import known_on, load_evidence, load_table
from tests.inputs.small_table import ROWS, data_text, write_dataset

YEAR_END = datetime.date(2023, 12, 31)


@pytest.fixture(scope="module")
def real(priors_dir):
    return load_evidence(priors_dir)


def test_every_real_table_has_the_rows_of_its_card(real):
    assert len(real) >= 14
    for name, table in real.items():
        assert len(table) == table.card.n_rows, name
        assert table.name == table.card.dataset == name


def test_every_real_card_has_noise_priors_that_can_be_read(real):
    for table in real.values():
        assert all(prior.median == prior.median for prior in table.card.nuisance.values())


def test_rows_known_at_the_end_of_2023(real):
    # Counted in the files with a plain reader: published_on up to 2023-12-31.
    known = {name: len(known_on(table, YEAR_END)) for name, table in real.items()}
    assert known["gpu_rental_prices"] == 251
    assert known["accelerators"] == 140
    assert known["compute_stock"] == 2
    assert known["serving"] == 50  # FasterTransformer


def test_as_of_is_a_plain_filter_on_publication(real):
    for table in real.values():
        expected = [row for row in table.rows if row["published_on"] <= YEAR_END]
        assert list(known_on(table, YEAR_END).rows) == expected


def test_retrospective_estimates_count_from_when_they_could_be_observed(real):
    stock = real["compute_stock"]
    expected = [r for r in stock.rows if (r["observable_on"] or r["published_on"]) <= YEAR_END]
    assert list(known_on(stock, YEAR_END, "observable").rows) == expected
    assert len(expected) > len(known_on(stock, YEAR_END))


def test_a_planted_leak_is_not_returned(tmp_path):  # fault 60
    leak = ROWS[2].replace("2024-03-01,1.5", "2023-05-01,0.1")  # observed early, published 2024
    write_dataset(tmp_path, data=data_text(*ROWS, leak))
    assert 0.1 in load_table(tmp_path, "offers").column("price_usd")
    known = load_table(tmp_path, "offers", as_of=YEAR_END)
    assert known.column("price_usd").tolist() == [2.0, 1.8]


def test_the_day_itself_is_known(tmp_path):
    write_dataset(tmp_path)
    assert len(load_table(tmp_path, "offers", as_of=datetime.date(2023, 6, 1))) == 2
    assert len(load_table(tmp_path, "offers", as_of=datetime.date(2023, 5, 31))) == 1


def test_vintage_observable_moves_a_row_forward(tmp_path):
    write_dataset(tmp_path)
    day = datetime.date(2023, 1, 20)
    assert len(load_table(tmp_path, "offers", as_of=day)) == 0
    assert len(load_table(tmp_path, "offers", as_of=day, vintage="observable")) == 1


def test_a_revision_replaces_the_row_from_its_publication_on(tmp_path):
    revision = ROWS[1].replace("1.8", "1.7").replace(",2023-06-01", ",2023-09-01", 2)
    revision = revision.replace("NVIDIA A100,2023-09-01", "NVIDIA A100,2023-06-01")
    write_dataset(tmp_path, data=data_text(*ROWS, revision))
    before = load_table(tmp_path, "offers", as_of=datetime.date(2023, 8, 1))
    after = load_table(tmp_path, "offers", as_of=datetime.date(2023, 10, 1))
    assert before.column("price_usd").tolist() == [2.0, 1.8]
    assert after.column("price_usd").tolist() == [2.0, 1.7]


def test_an_unknown_table_names_the_nearest(tmp_path):
    write_dataset(tmp_path)
    with pytest.raises(InputError, match="did you mean 'offers'"):
        load_table(tmp_path, "offer")


def test_an_unknown_vintage_is_refused(tmp_path):
    write_dataset(tmp_path)
    with pytest.raises(InputError, match="published, observable"):
        load_table(tmp_path, "offers", vintage="latest")


def test_a_folder_without_evidence_is_refused(tmp_path):
    with pytest.raises(InputError, match="no folder of evidence"):
        load_evidence(tmp_path)
