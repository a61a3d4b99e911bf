import pytest

from tests.writeup.sample import sample_document


@pytest.fixture
def document():
    return sample_document()


@pytest.fixture
def never_document():
    """Every draw is "never" for 8 billion copies: no year may be invented (fault 40)."""
    document = sample_document()
    answers = document["answers"]
    for row in answers["Q1"] + answers["date_cdf"] + answers["gap_cdf"]:
        if row["n"] == 8e9:
            row["p"] = 0.0
    for row in answers["Q2"] + answers["Q4"]:
        if row["n"] == 8e9:
            row["quantiles"] = dict.fromkeys(row["quantiles"])
            row["p_never"] = 1.0
            if "p_zero" in row:
                row["p_zero"], row["p_over"] = 0.0, dict.fromkeys(row["p_over"], 1.0)
    return document


@pytest.fixture
def already_document():
    """Every draw is "already" for 8 billion copies (fault 41)."""
    document = sample_document()
    answers = document["answers"]
    for row in answers["Q1"] + answers["date_cdf"] + answers["gap_cdf"]:
        row["p"], row["mcse"] = 1.0, 0.0
    for row in answers["Q2"]:
        row["quantiles"], row["p_never"] = dict.fromkeys(row["quantiles"], 2026.89), 0.0
    for row in answers["Q4"]:
        row["quantiles"], row["p_never"] = dict.fromkeys(row["quantiles"], 0.0), 0.0
        row["p_zero"], row["p_over"] = 1.0, dict.fromkeys(row["p_over"], 0.0)
    return document


@pytest.fixture(scope="session")
def material():
    """What a publication of the made-up document is written from."""
    from tests.writeup.publication.sample_material import sample_material

    return sample_material()
