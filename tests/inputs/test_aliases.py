import datetime

import pytest

from forecast.errors import InputError
from forecast.inputs.aliases import load_aliases, read_aliases, unknown_targets
from forecast.inputs.evidence import load_table


@pytest.fixture(scope="module")
def accelerators(priors_dir):
    return load_table(priors_dir, "accelerators")


@pytest.fixture(scope="module")
def aliases(priors_dir, accelerators):
    return load_aliases(priors_dir, accelerators)


@pytest.mark.parametrize(
    ("name", "accelerator"),
    [
        ("NVIDIA H100 SXM5 80GB", "NVIDIA H100 SXM5 80GB"),
        ("NVIDIA H100", "NVIDIA H100 SXM5 80GB"),
        ("nvidia h100", "NVIDIA H100 SXM5 80GB"),
        ("  NVIDIA   T4 ", "NVIDIA Tesla T4"),
        ("H200", "NVIDIA H200 SXM"),
    ],
)
def test_names_and_aliases_lead_to_one_row(aliases, name, accelerator):
    assert aliases.resolve(name)["accelerator"] == accelerator


def test_unknown_names_lead_nowhere_but_have_a_nearest(aliases):
    assert aliases.resolve("NVIDIA H1000 SXM5 80GB") is None
    assert aliases.nearest("NVIDIA H1000 SXM5 80GB") == "NVIDIA H100 SXM5 80GB"
    assert aliases.nearest("?") is None


def test_a_chip_not_yet_published_is_not_found(priors_dir):
    early = load_table(priors_dir, "accelerators", as_of=datetime.date(2020, 1, 1))
    known = load_aliases(priors_dir, early)
    assert known.resolve("NVIDIA H100") is None
    assert known.resolve("NVIDIA T4")["accelerator"] == "NVIDIA Tesla T4"


def test_every_alias_of_the_project_leads_to_an_accelerator(priors_dir, accelerators):
    assert unknown_targets(priors_dir / "evidence" / "aliases.csv", accelerators) == []


def test_an_alias_of_nothing_is_found(tmp_path, accelerators):
    path = tmp_path / "aliases.csv"
    path.write_text("alias,accelerator\nH100,NVIDIA H1000 SXM5 80GB\n")
    (problem,) = unknown_targets(path, accelerators)
    assert (problem.line, problem.fix) == (2, "did you mean 'NVIDIA H100 SXM5 80GB'?")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("alias,accelerator\nH100,a\nh100,b\n", "alias stands twice"),
        ("alias,accelerator\nH100\n", "needs two cells"),
        ("alias,accelerator\nH100,\n", "needs two cells"),
        ("alias,name\nH100,a\n", "name: unknown column"),
        ("alias,accelerator\n", "no rows"),
    ],
)
def test_a_bad_alias_table_is_refused(tmp_path, text, words):
    path = tmp_path / "aliases.csv"
    path.write_text(text)
    with pytest.raises(InputError, match=words):
        read_aliases(path)
