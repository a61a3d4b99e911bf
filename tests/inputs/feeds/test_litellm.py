"""Against the file in the installed wheel; the library itself is never imported."""

import json
import sys
import zipfile
from importlib import metadata

import pytest

from forecast.errors import InputError, UsageError
from forecast.inputs.feeds import litellm


def wheel_file():
    files = metadata.distribution("litellm").files
    return next(f for f in files if f.name.startswith("model_prices_and_context_window"))


def test_the_installed_wheel_is_read_without_importing_it(ask):
    rows = ask.read(litellm)
    assert "litellm" not in sys.modules
    assert rows.title == f"litellm {metadata.version('litellm')}"
    stated = json.loads(wheel_file().read_text())["claude-haiku-4-5"]
    (cells,) = [row.cells for row in rows.rows if row.cells["model"] == "claude-haiku-4-5"]
    assert cells["usd_per_million_input_tokens"] == pytest.approx(
        stated["input_cost_per_token"] * 1e6, rel=1e-12
    )
    assert cells["context_window_tokens"] == stated["max_input_tokens"]
    assert cells["source_url"] == stated["source"]
    assert ask.refused(litellm, rows) == []


def test_a_wheel_and_its_json_say_the_same(ask, tmp_path):
    plain, wheel = tmp_path / "x.json", tmp_path / "litellm-1-py3-none-any.whl"
    plain.write_bytes(wheel_file().read_binary())
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(plain, "litellm/model_prices_and_context_window_backup.json")
    first, second = (ask.read(litellm, each).rows for each in (plain, wheel))
    assert len(first) == len(second) > 200


def test_a_million_tokens_keep_the_digits_of_one(ask, tmp_path):
    path = tmp_path / "x.json"
    entry = {"litellm_provider": "openai", "mode": "chat"}
    entry |= {"input_cost_per_token": 1.1e-06, "output_cost_per_token": 4.4e-06}
    models = {"o9": entry, "ft:o9": entry, "emb": {**entry, "mode": "embedding"}}
    models["host"] = {**entry, "litellm_provider": "bedrock"}
    path.write_text(json.dumps(models))
    rows = ask.read(litellm, path)
    (row,) = rows.rows
    assert row.cells["usd_per_million_input_tokens"] == 1.1
    assert sum(rows.left_out.values()) == 3


def test_another_file_and_no_package(ask, tmp_path, monkeypatch):
    path = tmp_path / "x.json"
    path.write_text("[]")
    with pytest.raises(InputError, match="not the model prices"):
        ask.read(litellm, path)
    monkeypatch.setattr(litellm, "PACKAGE", "no-such-package")
    with pytest.raises(UsageError, match="pip install --no-deps litellm"):
        ask.read(litellm)
