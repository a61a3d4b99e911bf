import datetime

import numpy as np
import pytest

from forecast.errors import InputError
from forecast.inputs.deflator import price_index, to_2025_usd
from forecast.inputs.evidence import load_table

CPI_2020, CPI_2024, CPI_2025 = 258.811167, 313.688833, 321.943  # BLS CPI-U, yearly means


@pytest.fixture(scope="module")
def economy(priors_dir):
    return load_table(priors_dir, "economy")


def test_usd_of_2020_in_usd_of_2025(economy):
    assert to_2025_usd(100.0, 2020.5, economy) == pytest.approx(100 * CPI_2025 / CPI_2020)


def test_usd_of_the_price_year_stay(economy):
    assert to_2025_usd(7.0, 2025.5, economy) == pytest.approx(7.0)


def test_the_turn_of_a_year_lies_between_two_means(economy):
    between = CPI_2025 / ((CPI_2024 + CPI_2025) / 2)
    assert to_2025_usd(1.0, 2025.0, economy) == pytest.approx(between)


def test_outside_the_known_years_the_index_is_held(economy):
    far = to_2025_usd([1.0, 1.0], [1900.0, 2300.0], economy)
    np.testing.assert_allclose(far, [CPI_2025 / 130.658333, CPI_2025 / 330.0786], rtol=1e-6)


def test_a_part_of_a_year_stands_at_its_own_middle(economy):
    years, index = price_index(economy)
    assert years[-1] == pytest.approx(2026.25, abs=0.01)  # known up to 30 June
    assert index[-1] == pytest.approx(330.0786)
    assert (np.diff(years) > 0).all()


def test_a_table_cut_off_earlier_uses_the_last_year_it_knows(priors_dir):
    early = load_table(priors_dir, "economy", as_of=datetime.date(2021, 6, 1))
    assert to_2025_usd(1.0, 2020.5, early) == pytest.approx(1.0)


def test_arrays_broadcast(economy):
    assert to_2025_usd(np.ones((3, 1)), np.array([2020.5, 2021.5]), economy).shape == (3, 2)


def test_a_table_without_the_index_is_refused(economy):
    with pytest.raises(InputError, match="us_cpi_u"):
        to_2025_usd(1.0, 2020.5, economy.where(lambda row: False))
