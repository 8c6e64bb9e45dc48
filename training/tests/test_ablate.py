import json
import sys

import numpy as np

from paretoscope_train import ablate
from paretoscope_train.arms import SHORT


def test_arms_run_once_and_are_compared_over_the_same_targets(walks, tmp_path, monkeypatch, capsys):
    small = ablate.dataclasses.replace(SHORT, width=8, hidden=16, heads=2, batch=4, positions=16, pair_window=3, history=4, min_token_items=1, rate_scale=0.0, topic_prior=0.0)
    monkeypatch.setattr(ablate, "SHORT", small)
    monkeypatch.setattr(ablate, "TARGETS_PER_USER", 2)
    out = tmp_path / "result.json"
    arguments = ["--dataset", str(walks), "--control", str(walks), "--out", str(out), "--seeds", "1,2", "--steps", "1", "--arms", "joint,retrieval-only,permuted-outcomes"]
    monkeypatch.setattr(sys, "argv", ["ablate", *arguments, "--heads", "save"])
    assert ablate.main() == 0
    # Six runs; the control is the same data here, so its two runs are among them.
    assert len(capsys.readouterr().out.splitlines()) == 6
    result = json.loads(out.read_text())
    assert result["seeds"]["joint"] == [1, 2] and result["steps"] == 1 and result["data"]["hash"] == "0" * 64
    (comparison,) = result["comparisons"]
    assert comparison["measure"] == "recall@10" and comparison["joint minus arm"]["low"] <= comparison["joint minus arm"]["high"]
    assert len(comparison["by seed"]) == 2 and comparison["joint minus arm"]["targets"] > 20
    assert set(result["conditions"]) == {"joint", "permuted-outcomes"} and result["conditions"]["joint"]["topics"][0]["requests"] > 0
    # Six users of thirty were not learned from; of their ten events one window of four is asked about and every third action of it hidden.
    assert result["masked"]["joint"]["positions"] == result["control"]["masked"]["positions"] == 6
    # What is finished is not made again, and the result is the same.
    assert ablate.main() == 0
    assert capsys.readouterr().out == ""
    again = json.loads(out.read_text())
    (bundle := tmp_path / "bundle").mkdir()
    (bundle / "manifest.json").write_text(json.dumps({"record": {"quality": 1, "figures": [{"title": "Ablations"}, {"title": "Other"}]}}))
    sys.argv += ["--into", str(bundle)]
    assert ablate.main() == 0
    record = json.loads((bundle / "manifest.json").read_text())["record"]
    assert record["quality"] == 1 and [one["title"] for one in record["figures"]] == ["Other", "Ablations"]
    assert record["figures"][1]["rows"][0]["what"] == "recall@10, joint minus retrieval-only (2 seeds)"
    assert again["comparisons"] == result["comparisons"] and again["control"] == result["control"]


def test_a_setting_that_does_not_exist_is_named(walks, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["ablate", "--dataset", str(walks), "--out", str(tmp_path / "r.json"), "--settings", "wide=3"])
    assert ablate.main() == 2
    assert "wide" in capsys.readouterr().err


def test_lines_keep_arrays():
    kept = ablate.unpacked(json.loads(json.dumps(ablate.packed({"ranks": np.array([0.5, 3.0]), "targets": np.array([[1, 2]]), "topics": {"a": 1}}))))
    assert kept["ranks"].tolist() == [0.5, 3.0] and kept["targets"].tolist() == [[1, 2]] and kept["topics"] == {"a": 1}
