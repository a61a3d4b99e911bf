import numpy as np

from forecast.seeds import stream


def test_same_names_same_numbers():
    assert (stream(1, "draws", "x", 0).random(5) == stream(1, "draws", "x", 0).random(5)).all()


def test_another_seed_stage_quantity_or_block_moves_the_numbers():
    names = [(1, "draws", "x", 0), (2, "draws", "x", 0), (1, "fit", "x", 0), (1, "draws", "y", 0)]
    names.append((1, "draws", "x", 1))
    firsts = [stream(*name).random() for name in names]
    assert len(set(firsts)) == len(firsts)


def test_known_number_whatever_the_hash_seed():
    # A change here would silently move every published number.
    assert stream(7, "draws", "size_at_human_level", 3).integers(0, 10**9) == 437_676_633


def test_streams_are_uncorrelated():
    a, b = (stream(1, "draws", name, 0).standard_normal(20_000) for name in ("a", "b"))
    assert abs(np.corrcoef(a, b)[0, 1]) < 0.03
