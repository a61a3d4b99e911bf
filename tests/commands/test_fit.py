import pytest

from forecast import cli
from forecast.commands.fit import fit_text
from tests.commands.schemas import validate

RESULT = {
    "schema": "forecast.fit/1",
    "seed": 7,
    "as_of": "2026-11-22",
    "blocks": [{"block": "stock", "max_rhat": 1.002, "min_ess": 2345.6, "gate_passed": True}],
    "gate": {"passed": True, "failures": []},
}


def _report(passed):
    failure = {"what": "R-hat", "name": "x", "value": 1.05, "bound": 1.01}
    gate = {"passed": passed, "failures": [] if passed else [failure]}
    return {"blocks": RESULT["blocks"], "gate": gate}


def test_the_table_shows_what_was_measured():
    validate(RESULT)
    lines = fit_text(RESULT, 80).splitlines()
    assert lines[2].split() == ["block", "max", "R-hat", "min", "ESS", "gate"]
    assert lines[3].split() == ["stock", "1.002", "2,346", "passed"]
    assert lines[-1].strip() == "The gate passed."


@pytest.mark.parametrize(("passed", "code"), [(True, 0), (False, 4)])
def test_exit_code_follows_the_gate(passed, code, monkeypatch, capsys):
    seen = []

    def fit(request, blocks, progress, **extra):
        seen.append((blocks, extra))
        return _report(passed)

    monkeypatch.setattr("forecast.pipeline.fit_posterior", fit)
    assert cli.main(["fit", "stock", "--seed", "7", "--ship"]) == code
    assert seen == [(("stock",), {"ship": True})]
    captured = capsys.readouterr()
    assert ("REFUSED: R-hat of x is 1.050; bound: 1.010." in captured.out) is not passed
    assert ("the gate refused" in captured.err) is not passed


def test_a_fit_knows_no_scenario(monkeypatch, capsys):
    seen = []

    def fit(request, blocks, progress):
        seen.append(request.scenario)
        return _report(passed=True)

    monkeypatch.setattr("forecast.pipeline.fit_posterior", fit)
    monkeypatch.setenv("FORECAST_SCENARIO", "some")
    assert cli.main(["fit", "stock", "--seed", "7"]) == 0
    assert seen == [None]
    with pytest.raises(SystemExit):
        cli.main(["fit", "--scenario", "some"])
    assert "--scenario" in capsys.readouterr().err


def test_weights_of_shapes_are_asked_for_and_told(monkeypatch, capsys):
    shapes = [{"shape": "exponential", "weight": 0.2}, {"shape": "slowing", "weight": 0.8}]
    told = {**RESULT["blocks"][0], "shapes": shapes, "weights_basis": "older"}
    seen = []

    def fit(request, blocks, progress, **extra):
        seen.append(extra)
        return {**_report(True), "blocks": [told]}

    monkeypatch.setattr("forecast.pipeline.fit_posterior", fit)
    assert cli.main(["fit", "stock", "--seed", "7", "--weights"]) == 0
    assert seen == [{"weigh": True}]
    text = " ".join(capsys.readouterr().out.split())
    assert "Shapes of stock: exponential 20%, slowing 80%; cross-validated before" in text
