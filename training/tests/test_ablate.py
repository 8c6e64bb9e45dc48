import json
import sys

import numpy as np
import pytest

from paretoscope_train import ablate
from paretoscope_train.ablate import paired


def test_arms_run_and_are_compared_over_the_same_targets(walks, tmp_path, monkeypatch):
    monkeypatch.setattr(ablate, "SHORT", ablate.dataclasses.replace(ablate.SHORT, width=8, hidden=16, heads=2, batch=4, positions=16, pair_window=3, history=4, min_token_items=1))
    out = tmp_path / "result.json"
    arguments = ["--dataset", str(walks), "--control", str(walks), "--out", str(out), "--seeds", "2", "--steps", "1", "--arms", "joint,retrieval-only,permuted-outcomes"]
    monkeypatch.setattr(sys, "argv", ["ablate", *arguments, "--heads", "save"])
    assert ablate.main() == 0
    result = json.loads(out.read_text())
    assert result["seeds"] == 2 and result["steps"] == 1 and result["data"]["hash"] == "0" * 64
    (comparison,) = result["comparisons"]
    assert comparison["measure"] == "recall@10" and comparison["joint minus arm"]["low"] <= comparison["joint minus arm"]["high"]
    assert set(result["conditions"]) == {"joint", "permuted-outcomes"} and result["conditions"]["joint"][0]["topics"]["requests"] > 0
    # Three users of thirty were not learned from; every third of the four events of a window is hidden.
    assert result["masked"]["joint"][0]["positions"] == result["control"]["masked"]["positions"] == 3


def test_the_interval_draws_users_with_everything_they_have():
    values = np.repeat([1.0, 0.0], 50)
    # One user has every success: 100 rows are still only two users.
    few, many = paired([values], np.repeat([0, 1], 50)), paired([values], np.arange(100))
    assert few["mean"] == many["mean"] == pytest.approx(0.5)
    assert few["high"] - few["low"] > 3 * (many["high"] - many["low"])
    assert paired([values, -values], np.arange(100))["low"] == 0.0
