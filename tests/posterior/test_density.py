"""What a density is made of, read from the text."""

import subprocess
import sys

import pytest

from forecast.errors import ForecastError
from forecast.posterior import density
from forecast.posterior.blocks import BLOCKS, Block


@pytest.fixture
def written(tmp_path, monkeypatch):
    """A likelihood made of the given files, importable by name but never imported."""
    monkeypatch.syspath_prepend(str(tmp_path))
    density._reachable.cache_clear()

    def write(**files):
        folder = tmp_path / "madeup"
        folder.mkdir(exist_ok=True)
        (folder / "__init__.py").write_text("")
        for name, text in files.items():
            (folder / f"{name}.py").write_text("raise SystemExit('imported')\n" + text)
        return Block("madeup", ("madeup.rows",))

    yield write
    density._reachable.cache_clear()


def test_the_table_of_a_likelihood(written):
    written(rows='DATASET = "sales"')
    assert density.dataset_of("madeup.rows") == "sales"


def test_what_only_predictions_need_is_not_stored_twice(written):
    block = written(rows="TERMS = ('x',)\nPUBLISHED = ('y',)\nPREDICTS_WITH = ('z', 'y', 'z')")
    assert density.published_of(block) == ("x", "y")
    assert density.thinned_of(block) == ("z",)


def test_terms_and_published_of_the_toy(toy_block):
    assert density.terms_of(toy_block) == ("toy_level", "toy_growth")
    assert density.published_of(toy_block) == ("toy_level", "toy_growth", "toy_effect")


def test_terms_shared_by_two_likelihoods_come_once(written):
    written(rows='TERMS = ("a", "b")', more='TERMS = ("b", "c")')
    assert density.terms_of(Block("both", ("madeup.rows", "madeup.more"))) == ("a", "b", "c")


def test_terms_that_are_not_plain_are_refused(written):
    with pytest.raises(ForecastError, match="TERMS must be a plain tuple"):
        density.terms_of(written(rows="TERMS = OTHER + ('x',)"))


def test_tables_named_in_the_file_or_a_helper_beside_it(written):
    written(rows='from madeup.help import f\nDATASET = "sales"', help='f = lambda t: t["cpi"]')
    found = density.tables_of("madeup.rows", ("cpi", "sales", "unseen"))
    assert found == ("cpi", "sales")


def test_code_of_helpers_and_formulas_is_included(written):
    block = written(
        rows="from madeup.help import f\nfrom forecast.trends import log_slowing_growth",
        help="from forecast.serving import tokens",
    )
    modules = density.code_of(block)
    assert {"madeup.rows", "madeup.help", "forecast.trends", "forecast.serving.tokens"} <= set(
        modules
    )
    assert set(density.SHARED) <= set(modules)
    assert not {"forecast.errors", "forecast.inputs.cards"} & set(modules)


def test_imports_for_type_checkers_are_left_out(written):
    text = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from madeup import help"
    assert "madeup.help" not in density.code_of(written(rows=text, help=""))


def test_a_missing_likelihood(written):
    written(rows="")
    with pytest.raises(ForecastError, match=r"no module madeup\.absent"):
        density.terms_of(Block("x", ("madeup.absent",)))


@pytest.mark.parametrize(
    "other",
    ['"""Doc."""\nx = 1  # one\n', "x  =  1\n", "\n\nx = 1\n", '"""Longer\n\ndoc."""\nx = 1'],
)
def test_what_is_not_executed_does_not_count(other):
    assert density.code_text(other) == density.code_text("x = 1\n")


@pytest.mark.parametrize("other", ["x = 2", "y = 1", 'x = "1"', "x = 1; 'a'.strip()"])
def test_what_is_executed_counts(other):
    assert density.code_text(other) != density.code_text("x = 1")


def test_a_string_that_starts_a_line_but_is_no_docstring_counts():
    assert density.code_text("'a'.join(x)\n") != density.code_text("'b'.join(x)\n")
    assert density.code_text("f(\n'a')\n") != density.code_text("f(\n'b')\n")


def test_indentation_counts():
    inside = "if a:\n    b()\n    c()\n"
    assert density.code_text(inside) != density.code_text("if a:\n    b()\nc()\n")


def test_asking_does_not_load_pymc():
    code = (
        "import sys; from forecast.posterior import density; "
        "from forecast.posterior.blocks import BLOCKS; "
        "[density.code_of(b) and density.terms_of(b) for b in BLOCKS]; "
        "print([m for m in ('pymc', 'pytensor', 'xarray', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_block_informs_cards_or_is_for_rows():
    assert all(bool(density.terms_of(block)) is not block.for_rows for block in BLOCKS)
    assert any(block.for_rows for block in BLOCKS)


def test_every_block_speaks_about_something():
    assert all((*density.terms_of(block), *density.thinned_of(block)) for block in BLOCKS)
