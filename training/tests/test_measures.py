import json
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import add_slates

from paretoscope_train import against_ease, ceilings, command_line, conditions, record
from paretoscope_train.conditions import matrix_of, shared_windows
from paretoscope_train.data import BadExport, read_export
from paretoscope_train.intervals import interval, simultaneous_lower
from paretoscope_train.load_bundle import load_bundle
from paretoscope_train.metrics import auc
from paretoscope_train.ordering import expected_auc, request_pairs, same_position
from paretoscope_train.rates import effects, log_lifts
from paretoscope_train.truth import read_truth


def test_the_interval_draws_users_with_everything_they_have():
    values = np.repeat([1.0, 0.0], 50)
    # One user has every success: 100 rows are still only two users.
    few, many = interval(values, np.repeat([0, 1], 50)), interval(values, np.arange(100))
    assert few["mean"] == many["mean"] == pytest.approx(0.5)
    assert few["high"] - few["low"] > 3 * (many["high"] - many["low"])


def test_bounds_of_several_means_hold_together():
    # 200 times three means that are 0: each bound alone at 95% would fail in about one of eight.
    above = 0
    for seed in range(60):
        random = np.random.default_rng(seed)
        columns = [(random.standard_normal(80), np.arange(80)) for _ in range(3)]
        above += any(bound["low"] > 0 for bound in simultaneous_lower(columns))
    assert above <= 7
    (one,) = simultaneous_lower([(np.ones(50) + 0.1 * np.arange(50) / 50, np.arange(50))])
    assert 1.0 < one["low"] < one["difference"]


def test_an_expected_auc_is_the_mean_over_what_may_happen():
    random = np.random.default_rng(1)
    scores, chance = np.round(random.random(300), 1), random.random(300) * 0.5
    drawn = [auc(scores, random.random(300) < chance) for _ in range(400)]
    assert expected_auc(scores, chance, np.ones(300)) == pytest.approx(np.mean(drawn), abs=0.004)
    labels = random.random(300) < 0.3
    assert expected_auc(scores, labels.astype(float), np.ones(300)) == pytest.approx(auc(scores, labels))


def test_pairs_are_of_one_request():
    slate = np.array([5, 5, 9, 9, 9])
    right, every, rows = request_pairs(np.array([1.0, 0.0, 3.0, 2.0, 1.0]), np.array([1.0, 0.0, 0.0, 1.0, 0.0]), slate)
    assert right.tolist() == [1.0, 1.0] and every.tolist() == [1.0, 2.0] and slate[rows].tolist() == [5, 9]
    # Between positions the order means nothing.
    assert same_position(np.array([1.0, 0.0, 9.0, 8.0]), np.array([1.0, 0.0, 0.0, 1.0]), np.array([0, 0, 1, 1])) == 0.5


def test_effects_find_what_items_add():
    random = np.random.default_rng(2)
    truth, user = random.standard_normal(20) * 0.7, random.standard_normal(200)
    item, owner = random.integers(0, 20, 20_000), random.integers(0, 200, 20_000)
    happened = random.random(20_000) < 1 / (1 + np.exp(-(truth[item] + user[owner])))
    found = effects(item, 20, happened.astype(float), user[owner], 0.7)
    assert np.corrcoef(found, truth)[0, 1] > 0.99


def test_lifts_are_against_the_usual_rate(walks):
    dataset = read_export(walks)
    by_user, by_item = log_lifts(dataset, np.arange(dataset.events))
    assert by_user.shape == (30, 2) and by_item.shape == (24, 2)
    # Each of them does everything as often as the others.
    assert np.abs(by_user).max() < 0.1


def test_the_matrix_compares_the_same_targets():
    ranks = np.array([[0, 20], [0, 0], [30, 0], [5, 40]], float)
    happened = np.array([[True, False], [True, False], [False, True], [True, True]])
    save, click = matrix_of(ranks, happened, np.arange(4), ("save", "click"), 10)
    assert (save["target"], save["against"], save["targets"]) == ("save", "click", 3)
    assert save["recall"] == 1.0 and save["difference"] == pytest.approx(2 / 3)
    assert click["difference"] == pytest.approx(0.0) and click["targets"] == 2


@pytest.fixture
def world(walks: Path, tmp_path: Path) -> tuple[Path, Path, Path]:
    """An export with slates, its truth, and a bundle."""
    random = np.random.default_rng(3)
    slates = [(user, 1.8e12 + at, [(int(item), 1 + 2 * int(random.random() < 0.3)) for item in random.choice(24, 4, replace=False)]) for user in range(30) for at in range(5)]
    add_slates(walks, slates)
    dataset, truth = read_export(walks), tmp_path / "truth"
    truth.mkdir()
    random.random((600, 2)).astype("<f4").tofile(truth / "slates.chances.f32")
    random.random((dataset.events, 2)).astype("<f4").tofile(truth / "events.chances.f32")
    np.zeros((30, 2), "<f4").tofile(truth / "users.intensity.f32")
    (truth / "truth.json").write_text(json.dumps({"hash": dataset.hash, "users": 30, "actions": ["show", "save"]}))
    bundle = tmp_path / "bundle"
    small = ["--width", "8", "--hidden", "16", "--heads", "2", "--min-token-items", "1", "--history", "8", "--untrained", "--no-int8"]
    assert command_line.main(["--dataset", str(walks), "--out", str(bundle), *small]) == 0
    return walks, truth, bundle


def test_a_bundle_is_read_back_and_measured_against_ceilings(world, tmp_path, monkeypatch, capsys):
    export, truth, bundle = world
    model, manifest = load_bundle(bundle)
    assert model.table().shape == (24, 8) and manifest["historyLength"] == 8
    out = tmp_path / "ceilings.json"
    monkeypatch.setattr(sys, "argv", ["ceilings", "--dataset", str(export), "--truth", str(truth), "--bundle", str(bundle), "--out", str(out), "--heads", "save"])
    assert ceilings.main() == 0
    found = json.loads(out.read_text())["heads"]["save"]
    # One slate in five is held, of four items, for every user.
    assert found["items"] == 120 and found["users"] == 30
    pooled = found["pooled"]
    assert pooled["bundle told the true intensity"]["value"] >= pooled["bundle"]["value"] - 1e-3
    assert found["perRequest"]["bundle told the true intensity"]["value"] == pytest.approx(found["perRequest"]["bundle"]["value"])
    assert pooled["true chance"]["value"] > max(pooled["bundle"]["value"], pooled["user rate x item rate"]["value"]) and pooled["bundle"]["low"] < pooled["bundle"]["high"]
    monkeypatch.setattr(sys, "argv", ["conditions", "--dataset", str(export), "--bundle", str(bundle), "--heads", "show,save"])
    capsys.readouterr()
    assert conditions.main() == 0
    measured = json.loads(capsys.readouterr().out)
    # Of the two outcomes only saves are targets.
    assert len(measured["matrix"]["recall@10"]) == 1 and measured["topics"]["requests"] == 30


def test_the_truth_of_another_export_is_refused(world):
    export, truth, _ = world
    (truth / "truth.json").write_text(json.dumps({"hash": "1" * 64, "users": 30, "actions": ["show", "save"]}))
    with pytest.raises(BadExport, match="not the truth"):
        read_truth(truth, read_export(export))


def test_a_bundle_stands_beside_ease(world, monkeypatch, capsys):
    export, _, bundle = world
    monkeypatch.setattr(sys, "argv", ["against_ease", "--dataset", str(export), "--bundle", str(bundle)])
    assert against_ease.main() == 0
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    # Walks along a ring: what was met last is next to what comes, so EASE finds most.
    assert found["users"] == 30 and found["recall@10"]["ease"]["mean"] > 0.9
    assert found["recall@10"]["bundle minus ease"]["low"] <= found["recall@10"]["bundle minus ease"]["mean"]


def test_measures_become_tables_of_the_record(world, tmp_path, monkeypatch, capsys):
    export, truth, bundle = world
    run = lambda module, *words: (monkeypatch.setattr(sys, "argv", [module.__name__, *map(str, words)]), module.main())[1]
    ceiling, condition = tmp_path / "ceilings.json", tmp_path / "conditions.json"
    assert run(ceilings, "--dataset", export, "--truth", truth, "--bundle", bundle, "--out", ceiling, "--heads", "save") == 0
    assert run(conditions, "--dataset", export, "--bundle", bundle, "--out", condition, "--heads", "show,save") == 0
    assert run(record, "--bundle", bundle, "--ceilings", ceiling, "--conditions", condition) == 0
    found = json.loads((bundle / "manifest.json").read_text())["record"]
    heads, conditioned = found["figures"]
    assert heads["title"] == "Heads against ceilings" and heads["data"]["hash"] == "0" * 64 and found["ceilings"]["heads"]["save"]
    asked = [row for row in heads["rows"] if "asked" in row]
    assert len(asked) == 1 and all(isinstance(row["holds"], bool) for row in asked)
    assert conditioned["rows"][-1]["what"] == "times the share without asking"


def test_near_targets_share_a_window():
    ends, row = shared_windows(np.array([0, 0, 0, 3, 3]), np.array([10, 40, 43, 100, 101]), 8)
    assert ends == [101, 43, 10] and row.tolist() == [2, 1, 1, 0, 0]
