"""Stored posteriors: found under their key, refused when damaged, read without PyMC."""

import os
import subprocess
import sys
import warnings

import numpy as np
import pytest

from forecast.posterior import store
from forecast.posterior.blocks import Block
from forecast.posterior.encoding import StoredBlock, encode

KEY = "a" * 64
TOY = Block("toy", ("planted.toy",))


def stored(key=KEY, block="toy", name="level", shape=(4, 25)):
    values = {
        name: np.arange(np.prod(shape), dtype=float).reshape(shape),
        f"{name}_effect": np.zeros((*shape, 3)),
    }
    return StoredBlock(values, {f"{name}_effect": ("x", "y", "z")}, {"block": block, "key": key})


@pytest.fixture
def shipped(empty_priors):
    path = store.shipped_path(empty_priors, "toy")
    store.write_block(path, encode(stored()))
    return path


def test_shipped_draws_are_found_under_their_key(shipped, empty_priors):
    found, source = store.find("toy", KEY, empty_priors)
    assert source == "shipped"
    assert found.about == {"block": "toy", "key": KEY}


@pytest.mark.parametrize("key", ["b" * 64, KEY[:-1] + "b"])
def test_under_another_key_they_are_passed_over_in_silence(shipped, empty_priors, key):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert store.find("toy", key, empty_priors) is None


def test_the_cache_comes_second(shipped, empty_priors):
    store.keep(stored())
    store.keep(stored(key="b" * 64))
    assert store.find("toy", KEY, empty_priors)[1] == "shipped"
    assert store.find("toy", "b" * 64, empty_priors)[1] == "cache"


def test_the_bytes_a_block_was_read_from_are_those_that_it_encodes_to(shipped, empty_priors):
    store.keep(stored(key="b" * 64))
    for key, source in ((KEY, "shipped"), ("b" * 64, "cache")):
        block = store.find("toy", key, empty_priors)[0]
        assert store.content_of("toy", key, source, empty_priors) == encode(block)


def test_a_block_of_no_file_or_of_one_that_changed_has_no_bytes(shipped, empty_priors):
    assert store.content_of("toy", KEY, "fitted", empty_priors) is None
    shipped.write_bytes(flip(shipped.read_bytes()))
    assert store.content_of("toy", KEY, "shipped", empty_priors) is None


def test_sidecar_has_the_form_of_sha256sum(shipped):
    line = shipped.with_name("toy.nc.sha256").read_text()
    assert line == f"{store.sha256_of(shipped.read_bytes())}  toy.nc\n"


def flip(content):
    return content[:500] + bytes([content[500] ^ 1]) + content[501:]


@pytest.mark.parametrize(
    "damage",
    [
        flip,
        lambda content: content[: len(content) // 2],
        lambda content: b"",
        lambda content: b"\x80\x04\x95foreign",
    ],
    ids=["bit flipped", "truncated", "empty", "foreign"],
)
def test_damage_is_a_warning_and_the_file_is_not_used(shipped, empty_priors, damage):
    shipped.write_bytes(damage(shipped.read_bytes()))
    with pytest.warns(store.PosteriorWarning, match=r"toy\.nc is not used .*computed again"):
        assert store.find("toy", KEY, empty_priors) is None


def test_without_its_hash_a_file_is_foreign(shipped, empty_priors):
    shipped.with_name("toy.nc.sha256").unlink()
    with pytest.warns(store.PosteriorWarning, match="is not used"):
        assert store.find("toy", KEY, empty_priors) is None


def test_a_foreign_file_with_a_right_hash_is_refused_too(empty_priors):
    store.write_block(store.shipped_path(empty_priors, "toy"), b"\x80\x04\x95pickle")
    with pytest.warns(store.PosteriorWarning, match="is not used"):
        assert store.find("toy", KEY, empty_priors) is None


def test_a_damaged_shipped_file_does_not_hide_the_cache(shipped, empty_priors):
    store.keep(stored())
    shipped.write_bytes(b"")
    with pytest.warns(store.PosteriorWarning):
        assert store.find("toy", KEY, empty_priors)[1] == "cache"


def test_a_cache_that_cannot_be_written_is_a_warning(tmp_path, monkeypatch):
    (tmp_path / "a_file").write_text("")
    monkeypatch.setenv("FORECAST_CACHE_DIR", str(tmp_path / "a_file" / "cache"))
    with pytest.warns(store.PosteriorWarning, match="not kept for the next run"):
        store.keep(stored())


def test_no_home_folder_means_no_cache(monkeypatch, empty_priors):
    import platformdirs

    def homeless(*args):
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("FORECAST_CACHE_DIR")
    monkeypatch.setattr(platformdirs, "user_cache_dir", homeless)
    assert store.cache_folder() is None
    assert store.find("toy", KEY, empty_priors) is None
    with pytest.warns(store.PosteriorWarning, match="no home folder"):
        store.keep(stored())


def test_the_cache_has_a_place_of_its_own(monkeypatch):
    monkeypatch.delenv("FORECAST_CACHE_DIR")
    assert store.cache_folder().name == "billion-copies"


def test_reading_loads_neither_pymc_nor_xarray(shipped, empty_priors):
    code = (
        "import sys; from pathlib import Path; from forecast.posterior import store, obtain, keys;"
        "from forecast.posterior.joint import join;"
        f"p = join([store.find('toy', '{KEY}', Path(sys.argv[1]))[0]]);"
        "assert p.n_rows == 100;"
        "heavy = ('pymc', 'pytensor', 'nutpie', 'arviz', 'xarray', 'pandas', 'numba', 'scipy');"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(empty_priors)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ,
    )
    assert done.stdout.strip() == "[]"
