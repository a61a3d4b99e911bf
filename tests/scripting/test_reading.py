import forecast as fc


def test_beliefs_as_of_a_day():
    known = fc.beliefs(as_of="2026-11-24")
    assert known["size_at_human_level"].ppf(0.5) > 1e11


def test_evidence_as_of_a_day():
    early, late = (fc.evidence("accelerators", as_of=d) for d in ("2023-01-01", "2026-11-24"))
    assert 0 < len(early) < len(late)


def test_scenarios_say_what_they_mean():
    known = fc.scenarios()
    assert "40 streams" in known["sampling_x40"]
