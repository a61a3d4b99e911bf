import json
import subprocess
import sys

import pytest

from forecast import cli
from forecast.locations import default_priors
from tests.commands.schemas import validate

HEADER = "row_id,model,accelerator,regime,quantity,unit,value\n"


def run(arguments, capsys):
    code = cli.main(["predict", *arguments, "--quiet"])
    told = capsys.readouterr()
    return code, told.out, told.err


def evidence(dataset):
    return str(default_priors() / "evidence" / dataset / "data.csv")


def test_json_fits_its_schema(capsys):
    code, out, _ = run(["serving", "--table", evidence("serving"), "--json"], capsys)
    found = json.loads(out)
    validate(found)
    assert code == 0
    assert found["n_scored"] > 50
    assert found["posterior"][0]["block"] == "serving"


def test_the_same_question_gets_the_same_answer(capsys):
    arguments = ["serving", "--table", evidence("serving"), "--json"]
    assert run(arguments, capsys) == run(arguments, capsys)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["servin", "--table", "x.csv"], 2, "did you mean 'serving'"),
        (["links", "--table", "x.csv"], 2, "no fitted data set 'links'"),
        (["serving", "--table", "no-such.csv"], 3, "no-such.csv"),
        (["serving", "--table", "no-such.csv", "--as-of", "yesterday"], 3, "as-of"),
        (["serving", "--table", "no-such.csv", "--seed", "-1"], 3, "seed"),
        (["serving", "--table", "no-such.csv", "--scenario", "nope"], 3, "nope"),
    ],
)
def test_what_cannot_be_asked(arguments, code, told, capsys):
    found, _, err = run(arguments, capsys)
    assert found == code
    assert told in err


def test_a_date_before_the_first_row_is_told(capsys):
    arguments = ["compute_stock", "--table", evidence("compute_stock"), "--as-of", "2025-06-30"]
    code, _, err = run(arguments, capsys)
    assert code == 3
    assert "no row of compute_stock to learn from was known on 2025-06-30" in err
    assert "--vintage observable" in err


def test_a_header_only_is_refused(tmp_path, capsys):
    path = tmp_path / "empty.csv"
    path.write_text(HEADER)
    code, _, err = run(["serving", "--table", str(path)], capsys)
    assert code == 3
    assert "no rows" in err


def test_predicting_loads_no_sampler(tmp_path):
    code = (
        "import sys; from forecast import cli; "
        f"cli.main(['predict', 'serving', '--table', {evidence('serving')!r}, '--quiet']); "
        "assert not {'pymc', 'arviz', 'pandas', 'matplotlib', 'pytensor'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
