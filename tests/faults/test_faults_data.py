"""Faults of tables of evidence, by their number in guides/faults.md, through `forecast check`."""

import os
import time

import pytest

from tests.faults.conftest import DATA_CARD, PRICES, STOCK


def _lines(priors, name=PRICES):
    return priors.read(name).decode().splitlines(keepends=True)


def _write(priors, lines, name=PRICES):
    priors.bytes(name, "".join(lines).encode())


def test_the_copy_is_right_before_it_is_broken(priors):
    assert priors.accepted() == []


def test_fault_01_a_duplicate_row(priors):
    lines = _lines(priors)
    _write(priors, [*lines, lines[1]])
    key = "accelerator, observed_on, price_kind"
    priors.refused(PRICES, len(lines) + 1, key, "stands twice", "line 2")


def test_fault_02_the_same_key_with_another_value(priors):
    lines = _lines(priors)
    _write(priors, [*lines, lines[1]])
    priors.cells(PRICES, row=len(lines) - 1, note="another")
    key = "accelerator, observed_on, price_kind"
    priors.refused(PRICES, len(lines) + 1, key, "other values", "revision", "later published_on")


@pytest.mark.parametrize("price", ["0", "-5"])
def test_fault_03_a_price_that_is_not_above_zero(price, priors):
    priors.cells(PRICES, price_usd=price)
    priors.refused(PRICES, 2, "price_usd", "above zero", f"found {float(price)}")


@pytest.mark.parametrize("factor", [1e-6, 1e6])
def test_fault_04_a_price_a_million_times_off_names_the_unit(factor, priors):
    lines = _lines(priors)
    at = lines[0].split(",").index("price_usd")
    price = float(lines[1].split(",")[at])
    priors.cells(PRICES, price_usd=repr(price * factor))
    priors.refused(PRICES, 2, "price_usd", "USD per token against", f"times {1 / factor:g}")


@pytest.mark.parametrize(("unit", "told"), [("chipz", "did you mean 'chips'?"), ("", "empty")])
def test_fault_05_a_unit_missing_or_unknown_in_a_row(unit, told, priors):
    priors.cells(STOCK, unit=unit)
    priors.refused(STOCK, 2, "unit", told, "accepted: ")


def test_fault_05_an_unknown_unit_on_a_data_card(priors):
    priors.sub(DATA_CARD, r'^unit = "USD, nominal.*$', 'unit = "dollar"')
    line = priors.line_of(DATA_CARD, 'unit = "dollar"')
    priors.refused(DATA_CARD, line, "unit", "found 'dollar'", "accepted: one of ")


def test_fault_06_published_after_the_run_date(priors):
    priors.cells(PRICES, published_on="2190-01-01")
    priors.refused(PRICES, 2, "published_on", "after the run date", "found '2190-01-01'")


def test_fault_06_only_projections_may_look_ahead(priors):
    priors.cells(STOCK, observed_on="2190-01-01", is_projection="false")
    priors.refused(STOCK, 2, "observed_on", "observed after", "is_projection = true")
    priors.cells(STOCK, is_projection="true")
    priors.accepted()


@pytest.mark.parametrize(
    "day",
    ["03/04/2024", "0000-01-01", "10000-01-01", "2023-02-31", "20240228", "2024-02-28T00:00"],
)
def test_fault_07_a_date_that_is_not_iso(day, priors):
    priors.cells(PRICES, observed_on=day)
    priors.refused(PRICES, 2, "observed_on", f"found '{day}'", "accepted: an ISO date YYYY-MM-DD")


def test_fault_08_published_before_it_was_observed(priors):
    priors.cells(PRICES, observed_on="2024-02-28", published_on="2020-01-01")
    priors.refused(PRICES, 2, "observed_on", "published on 2020-01-01", "found '2024-02-28'")


@pytest.mark.parametrize("text", ["nan", "-inf", "1e999", "", " ", "NA"])
def test_fault_09_no_number_in_a_required_column(text, priors):
    priors.cells(PRICES, price_usd=text)
    priors.refused(PRICES, 2, "price_usd", f"found {text!r}", "accepted: ")


@pytest.mark.parametrize("name", ["NA", "null", "None", "TRUE"])
def test_fault_10_a_name_that_looks_like_nothing_is_text(name, priors):
    priors.cells(PRICES, accelerator=name)
    priors.accepted()


@pytest.mark.parametrize("change", [1, -1])
def test_fault_11_a_cell_too_many_or_too_few(change, priors):
    lines = _lines(priors)
    row = lines[1].rstrip("\n")
    lines[1] = (f"{row},x" if change > 0 else row.rpartition(",")[0]) + "\n"
    _write(priors, lines)
    width = lines[0].count(",") + 1
    told = (f"found '{width + change} cells'", f"accepted: {width} cells")
    priors.refused(PRICES, 2, None, "wrong number of cells", *told)


@pytest.mark.parametrize(
    ("new", "field", "told"),
    [
        ("price_usd", "price_usd", "column stands twice"),
        ("price_low", "price_low", "did you mean 'price_low_usd'?"),
    ],
)
def test_fault_12_a_column_twice_or_renamed(new, field, told, priors):
    priors.sub(PRICES, "price_low_usd", new)
    priors.refused(PRICES, 1, field, told, "accepted: the columns accelerator, observed_on")


def test_fault_12_an_extra_column(priors):
    first, *rest = (line.rstrip("\n") for line in _lines(priors))
    _write(priors, [f"{first},zz\n", *(f"{line},\n" for line in rest)])
    priors.refused(PRICES, 1, "zz", "unknown column", "accepted: the columns")


def test_fault_13_bom_crlf_and_blank_lines_at_the_end_are_accepted(priors):
    priors.bytes(
        PRICES, b"\xef\xbb\xbf" + priors.read(PRICES).replace(b"\n", b"\r\n") + b"\r\n\r\n"
    )
    (note,) = priors.accepted()
    assert "sha256" in note


@pytest.mark.parametrize(
    ("line", "told", "spoil"),
    [
        (1, "UTF-16", lambda data: data.decode().encode("utf-16")),
        (2, "Latin-1", lambda data: data.replace(b"\n", b"\n\xe4", 1)),
        (2, "a NUL byte", lambda data: data.replace(b"\n", b"\n\0", 1)),
    ],
)
def test_fault_13_other_encodings(line, told, spoil, priors):
    priors.bytes(PRICES, spoil(priors.read(PRICES)))
    priors.refused(PRICES, line, None, told, "accepted: UTF-8")


@pytest.mark.parametrize(("text", "plain"), [("1,000", "1000"), ("1.000,5", "1000.5"), ("$5", "5")])
def test_fault_14_a_number_as_people_write_it(text, plain, priors):
    priors.cells(PRICES, price_usd=text)
    priors.refused(PRICES, 2, "price_usd", f"found {text!r}", f"fix: write {plain}")


@pytest.mark.parametrize("n_lines", [0, 1])
def test_fault_15_no_rows(n_lines, priors):
    _write(priors, _lines(priors)[:n_lines])
    priors.refused(PRICES, None, None, "no rows", "accepted: a header line and at least one row")


@pytest.mark.parametrize("name", [PRICES, DATA_CARD])
def test_fault_16_a_file_of_1_gb_is_refused_unread(name, priors):
    with (priors.path / name).open("wb") as stream:
        stream.truncate(10**9)
    start = time.process_time()
    priors.refused(name, None, None, "too large", "found '1000000000 bytes'", "accepted: at most")
    assert time.process_time() - start < 1  # with everything else that is checked


def test_fault_16_a_cell_of_1_mb(priors):
    priors.cells(PRICES, note="x" * 10**6)
    priors.refused(PRICES, 2, None, "not valid CSV", "accepted: cells of at most")


def test_fault_17_the_low_end_above_the_high_end(priors):
    priors.cells(STOCK, low="3", high="2")
    priors.refused(STOCK, 2, "low", "above the high end", "found 3.0", "accepted: at most high = 2")


def test_fault_21_a_licence_is_missing(priors):
    priors.sub(DATA_CARD, r"^licence = .*\n", "")
    line = priors.line_of(DATA_CARD, "[[sources]]")
    priors.refused(DATA_CARD, line, "licence", "missing field", "CC-BY 4.0")


@pytest.mark.parametrize("name", [PRICES, DATA_CARD])
@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_fault_25_a_data_file_that_is_no_file(name, kind, priors):
    path = priors.path / name
    path.rename(priors.path / ".kept")
    if kind == "link":
        path.symlink_to(priors.path / ".kept")
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    priors.refused(name, None, None, "not an ordinary file", kind)


def test_fault_30_no_escape_reaches_the_terminal(priors):
    priors.cells(PRICES, price_usd="\x1b[31mred\u202e\x07")
    code, out, err = priors.check()
    assert (code, err) == (3, "")
    assert out.replace("\n", "").isprintable()
    assert out.isascii()


def test_a_check_lists_every_fault_of_a_folder_at_once(priors):
    priors.cells(PRICES, price_usd="$5")
    priors.cells(PRICES, row=1, observed_on="31.12.2024")
    priors.cells(STOCK, unit="")
    priors.refused(PRICES, 2, "price_usd", "plain number", n=3)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_fault_59_a_file_one_may_not_read(priors):
    (priors.path / PRICES).chmod(0)
    priors.refused(PRICES, None, None, "Permission denied")
