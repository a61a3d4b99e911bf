"""Keys of sources.bib."""

import pytest

from forecast.errors import InputError
from forecast.inputs.bibliography import bibliography_keys


def test_keys_in_order_without_comments_and_strings(tmp_path):
    path = tmp_path / "sources.bib"
    path.write_text(
        "@article{kaplan2020,\n title = {a @misc{b, c}}\n}\n@comment{old,}\n"
        '@string{jml = "J"}\n  @Misc { pope2022 ,\n}\n'
    )
    assert bibliography_keys(path) == ("kaplan2020", "pope2022")


def test_a_key_that_stands_twice_is_refused(tmp_path):
    path = tmp_path / "sources.bib"
    path.write_text("@misc{a,\n}\n@misc{a,\n}\n")
    with pytest.raises(InputError, match=r"sources\.bib:3: key: a source stands twice; found 'a'"):
        bibliography_keys(path)


def test_a_missing_file_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match="cannot read"):
        bibliography_keys(tmp_path / "sources.bib")
