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
    assert told.startswith("Judgement, not data: 4 inputs are fitted to no data here")
    assert "(by grade: 3 guess, 1 expert)" in told
    assert "size_at_human_level (18%), sampling_multiplier (3%) and power_available" in told
    assert "power_available_watts (2%). Every number above is conditional on them" in told
    document["judgement"].reverse()
    assert judgement_sentence(document) == told
    document["judgement"] = []
    assert judgement_sentence(document) == ""


def test_seed_and_draws_are_printed(document):
    assert "200,000 draws, seed 20261122" in run_sentence(document)
