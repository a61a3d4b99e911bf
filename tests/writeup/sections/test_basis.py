from forecast.writeup.sections.basis import judgement_sentence, posterior_sentence, run_sentence


def test_posterior_gate_and_worst_diagnostics(document):
    told = posterior_sentence(document)
    assert "5 blocks (hardware, stock, serving, algorithmic, arrival)" in told
    assert "gate passed; largest R-hat 1.006, smallest effective sample size 1,500" in told


def test_a_refused_gate_is_never_hidden(document):
    document["posterior"]["blocks"][1]["gate_passed"] = False
    assert "gate REFUSED for stock" in posterior_sentence(document)


def test_judgement_is_named(document):
    told = judgement_sentence(document)
    assert told.startswith("Judgement, not data: 4 inputs")
    assert "spend_limit_share. Every number above is conditional on them" in told
    document["judgement"] = document["judgement"] * 5
    assert "and 12 more" in judgement_sentence(document)
    document["judgement"] = []
    assert judgement_sentence(document) == ""


def test_seed_and_draws_are_printed(document):
    assert "200,000 draws, seed 20261122" in run_sentence(document)
