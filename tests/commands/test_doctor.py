import json
import shutil

from forecast import cli
from forecast.commands.doctor import current_keys, doctor_text
from tests.commands.schemas import validate
from tests.conftest import AS_OF


def _examined(capsys, *arguments):
    assert cli.main(["doctor", "--json", *arguments]) == 0
    found = json.loads(capsys.readouterr().out)
    validate(found)
    return found


def test_versions_cores_and_cache(capsys, empty_cache):
    found = _examined(capsys)
    assert found["libraries"]["numpy"]
    assert found["cores"] >= 1
    assert str(empty_cache) in found["cache_folder"]["path"]
    assert found["cache_folder"]["writable"]


def test_fault_57_each_setting_says_where_it_came_from(capsys, monkeypatch):
    monkeypatch.setenv("FORECAST_DRAWS", "123")
    monkeypatch.setenv("FORECAST_DRAWZ", "1")
    found = _examined(capsys, "--priors", "nowhere")
    settings = {s["name"]: (s["value"], s["from"]) for s in found["settings"]}
    assert settings["draws"] == (123, "FORECAST_DRAWS")
    assert settings["priors"] == ("nowhere", "flag")
    assert settings["seed"] == (None, "built in")
    assert found["ignored_variables"] == {"FORECAST_DRAWZ": "FORECAST_DRAWS"}
    assert found["posterior"]["blocks"] == []


def test_a_damaged_summary_is_told_and_not_fatal(capsys, tmp_path):
    (tmp_path / "posterior").mkdir()
    (tmp_path / "posterior" / "summary.json").write_text("{")
    found = _examined(capsys, "--priors", str(tmp_path))
    assert found["posterior"]["status"].startswith("unreadable")


def test_text_shows_the_state_of_each_block(capsys):
    found = _examined(capsys)
    found["posterior"] = {
        "status": "shipped",
        "blocks": [
            {
                "block": "stock",
                "key": "0123456789abcdef",
                "current": False,
                "fitted_on": "2026-11-22",
                "gate_passed": True,
                "max_rhat": 1.003,
                "min_ess": 2100.0,
            }
        ],
    }
    text = doctor_text(found, 80)
    assert text.isascii()
    assert "stock  0123456789ab  2026-11-22  STALE    passed" in text
    assert "STALE: beliefs, evidence or code changed since the fit" in text


def test_a_block_is_current_where_its_key_is_the_one_of_today(
    capsys, monkeypatch, tmp_path, priors_dir
):
    folder = tmp_path / "priors"
    shutil.copytree(priors_dir, folder)
    summary = folder / "posterior" / "summary.json"
    stored = json.loads(summary.read_text())
    for name, key in current_keys(folder, AS_OF).items():
        stored["blocks"][name]["key"] = key
    stored["blocks"]["stock"]["key"] = "0" * 64
    summary.write_text(json.dumps(stored))
    monkeypatch.setenv("FORECAST_AS_OF", AS_OF.isoformat())
    found = _examined(capsys, "--priors", str(folder))
    told = {block["block"]: block["current"] for block in found["posterior"]["blocks"]}
    assert told == {**dict.fromkeys(stored["blocks"], True), "stock": False}


def test_broken_cards_leave_currency_open(capsys, tmp_path, priors_dir):
    (tmp_path / "posterior").mkdir()
    shutil.copy(priors_dir / "posterior" / "summary.json", tmp_path / "posterior")
    found = _examined(capsys, "--priors", str(tmp_path))
    assert "whether it is current cannot be told" in found["posterior"]["status"]
    assert {block["current"] for block in found["posterior"]["blocks"]} == {None}


def test_a_cache_that_is_a_file_is_not_writable(capsys, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FORECAST_CACHE_DIR", str(tmp_path / "file"))
    assert cli.main(["doctor", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["cache_folder"]["writable"] is False
