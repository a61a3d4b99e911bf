from forecast.inputs.overrides import scenario_names, scenarios
from forecast.writeup.scenario_table import with_scenarios


def test_the_table_of_the_priors_is_that_of_the_files(priors_dir):
    # To mend: python -m forecast.commands.quantity_table
    text = (priors_dir / "README.md").read_text()
    assert with_scenarios(text, scenarios(priors_dir)) == text


def test_a_row_says_what_is_asked_and_replaced(priors_dir):
    made = with_scenarios("<!-- scenarios --><!-- /scenarios -->", scenarios(priors_dir))
    assert "| [baseline](scenarios/baseline.toml) | The cards as they stand." in made
    assert "| active_ratio, stored_ratio, experts_used_share |" in made
    assert made.count("\n| [") == len(scenario_names(priors_dir))
