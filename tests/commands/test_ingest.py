"""The command from end to end, in a copy of the project's priors."""

import json
import shutil
import time
from pathlib import Path

import pytest

from forecast import cli
from forecast.commands import ingest as command
from forecast.inputs.feeds import FEEDS
from tests.commands.schemas import validate

FILES = Path(__file__).parents[1] / "inputs/feeds/files"
COUNTS = str(FILES / "nvidia_cumulative_totals.csv")


@pytest.fixture
def priors(tmp_path, priors_dir):
    folder = tmp_path / "priors"
    shutil.copytree(priors_dir, folder, ignore=shutil.ignore_patterns("posterior", ".*"))
    return folder


def ingest(priors, capsys, *words):
    return main(priors, *words), printed(capsys)


def main(priors, *words):
    return cli.main(["ingest", *words, "--priors", str(priors), "--json"])


def printed(capsys):
    document = json.loads(capsys.readouterr().out)
    validate(document)
    return document


def test_help_lists_every_feed():
    told = command.HELP_OF_FEEDS.split()
    assert [feed.NAME for feed in FEEDS if feed.NAME not in told] == []
    assert command.HELP_OF_FEEDS.count("\n") == len(FEEDS) + 2


def test_once_twice_and_only_looking(priors, capsys):
    code, looked = ingest(priors, capsys, "epoch_chip_counts", COUNTS, "--dry-run")
    assert (code, looked["counts"]["new"], looked["written"]) == (0, 3, False)
    code, first = ingest(priors, capsys, "epoch-chip-counts", COUNTS)
    assert (code, first["counts"]["new"], first["written"]) == (0, 3, True)
    assert first["new"] == looked["new"]
    code, second = ingest(priors, capsys, "epoch_chip_counts", COUNTS)
    assert (code, second["counts"]["unchanged"], second["written"]) == (0, 9, False)
    assert cli.main(["check", "--quiet", "--priors", str(priors)]) == 0


@pytest.mark.slow
@pytest.mark.parametrize("feed", ["genai_prices", "litellm"])
def test_the_installed_packages_are_idempotent(priors, capsys, feed):
    code, first = ingest(priors, capsys, feed)
    assert (code, first["counts"]["problems"]) == (0, 0)
    assert first["counts"]["new"] > 50
    before = (priors / "evidence/llm_prices/data.csv").read_bytes()
    code, second = ingest(priors, capsys, feed)
    assert (second["counts"]["new"], second["counts"]["changed"], second["written"]) == (
        0,
        0,
        False,
    )
    assert (priors / "evidence/llm_prices/data.csv").read_bytes() == before


def test_a_conflict_is_3_and_one_object(priors, capsys, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(Path(COUNTS).read_text().replace("8317762", "8400000"))
    words = ("epoch_chip_counts", str(path), "--published-on", "2026-04-22")
    before = (priors / "evidence/compute_stock/data.csv").read_bytes()
    code, document = ingest(priors, capsys, *words)
    assert (code, document["ok"], document["counts"]["conflicts"]) == (3, False, 1)
    assert document["conflicts"][0]["was"]["value"] == 8317762
    assert (priors / "evidence/compute_stock/data.csv").read_bytes() == before
    code, document = ingest(priors, capsys, *words, "--accept")
    assert (code, document["written"], document["counts"]["changed"]) == (0, True, 1)


def test_text_shows_before_and_after(priors, capsys, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(Path(COUNTS).read_text().replace("8317762", "8400000"))
    code = cli.main(
        ["ingest", "epoch_chip_counts", str(path), "--priors", str(priors), "--dry-run"]
    )
    told = capsys.readouterr().out
    assert code == 0
    assert "changed: 2025-06-30 | cumulative_h100e" in told
    assert "value 8317762 -> 8400000" in told
    assert "nothing written (--dry-run)" in told


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["genai_price"], 2, "did you mean 'genai_prices'"),
        (["epoch_hardware"], 2, "needs a file or an https address"),
        (["generic_csv", COUNTS], 2, "needs --dataset"),
        (["litellm", "--dataset", "economy"], 2, "knows the rows of llm_prices"),
        (["epoch_hardware", "http://example.org/x.csv"], 3, "not an address that is read"),
        (["epoch_hardware", "missing.csv"], 3, "cannot read the file"),
        (["litellm", "--published-on", "2999-01-01"], 3, "lies in the future"),
        (["litellm", "--published-on", "soon"], 3, "cannot be read"),
        (["litellm", "--timeout", "0"], 0, ""),
        (["litellm", COUNTS, "--timeout", "0"], 2, "--timeout"),
        (["litellm", "--bogus"], 2, "unrecognized arguments: --bogus"),
    ],
)
def test_what_cannot_be_done_has_its_code(priors, capsys, words, code, told):
    try:
        found = cli.main(["ingest", *words, "--priors", str(priors), "--dry-run"])
    except SystemExit as left:
        found = left.code
    assert found == code
    assert told in capsys.readouterr().err


@pytest.mark.slow
def test_ten_thousand_rows_take_seconds(priors, capsys, tmp_path):
    header = "accelerator,observed_on,usd_per_accelerator_hour,term,provider,published_on,"
    tail = "2026-01-01,source_dated,a list,facts cited,primary"
    rows = (
        f"NVIDIA A100,20{10 + i % 15}-{i // 15 % 12 + 1:02d}-{i // 180 % 28 + 1:02d},"
        f"{1 + i % 7 / 10},on-demand,cloud {i // 5000},{tail}"
        for i in range(10_000)
    )
    path = tmp_path / "big.csv"
    path.write_text(
        "\n".join((header + "published_on_basis,source_title,licence,verification", *rows)) + "\n"
    )
    start = time.process_time()
    code = main(priors, "generic_csv", str(path), "--dataset", "gpu_rental_prices")
    seconds = time.process_time() - start  # of the command, not of checking what it printed
    document = printed(capsys)
    assert (code, document["counts"]["new"], document["written"]) == (0, 10_000, True)
    assert seconds < 2.0
