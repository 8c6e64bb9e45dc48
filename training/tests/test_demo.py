import sys

import numpy as np

import make_demo


def test_the_same_seed_makes_the_same_bytes(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(make_demo, "USERS", 12)
    monkeypatch.setattr(make_demo, "REQUESTS", 300)
    for folder, seed in (("a", "1"), ("b", "1"), ("c", "2")):
        monkeypatch.setattr(sys, "argv", ["make_demo.py", "--out", str(tmp_path / folder), "--seed", seed])
        make_demo.main()
    names = ["pins/items.csv", "pins/events.csv.gz", "tuning/actions.csv", "tuning/exploration.csv.gz"]
    read = lambda folder: [(tmp_path / folder / name).read_bytes() for name in names]
    assert read("a") == read("b")
    assert read("a")[1] != read("c")[1] and read("a")[3] != read("c")[3]


def test_weights_per_person_beat_every_single_vector():
    """With a quarter of the people at each of four leans, the vector chosen per lean beats production and the best balanced vector on both objectives."""
    leans = (0.1, 0.3, 0.7, 0.9)
    chances = np.array([make_demo.true_chances(z) for z in leans])
    single = chances.mean(0)
    personal = np.array([chances[row, chances[row].sum(1).argmax()] for row in range(len(leans))]).mean(0)
    assert personal.sum() > single.sum(1).max() * 1.1
    balanced = single[[0, 4, 8]]
    assert (personal > balanced * 1.05).all()
    assert not (single >= personal).all(1).any()
