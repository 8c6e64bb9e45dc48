"""
`python -m paretoscope_train.ceilings --dataset EXPORT --truth TRUTH --bundle BUNDLE --out RESULT.json`: how much of what can be known about a slate's outcomes
the heads of a bundle know, over slates that were not learned from. All of it with the position fixed: every item is judged by its chance if it stood first.
"""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import torch

from .data import BadExport, Dataset, read_export
from .intervals import of_draws
from .load_bundle import load_bundle
from .logged import Shown, score_logged
from .model import Model
from .ordering import auc_of_places, places, request_pairs, same_position
from .rates import effects, log_lifts
from .settings import Settings
from .setup import learned_events
from .split import split_events
from .told import told_intensity
from .truth import Truth, read_truth
from .windows import SlateSource

BASELINE, BUNDLE, OBSERVABLE, HIDDEN = "user rate x item rate", "bundle", "bundle told the true intensity", "true chance"


def judge(scores: dict[str, np.ndarray], chance: np.ndarray, user: np.ndarray, slate: np.ndarray) -> dict:
    """AUC of each score, pooled and per request, and the share of the way from the baseline to the two ceilings, with intervals over users."""
    names, place = np.unique(user, return_inverse=True)
    order = {name: places(score) for name, score in scores.items()}
    pairs = {name: request_pairs(score, chance, slate) for name, score in scores.items()}
    result = {}
    for kind in ("pooled", "perRequest"):

        def measure(times: np.ndarray, kind: str = kind) -> dict[str, float]:
            if kind == "pooled":
                found = {name: auc_of_places(ranked, chance, times[place]) for name, ranked in order.items()}
            else:
                weigh = lambda values, rows: float((values * times[place[rows]]).sum())
                found = {name: weigh(right, rows) / weigh(every, rows) for name, (right, every, rows) in pairs.items()}
            gained = found[BUNDLE] - found[BASELINE]
            shares = {f"share of the gap to {name}": gained / (found[name] - found[BASELINE]) for name in (OBSERVABLE, HIDDEN)}
            return found | {"bundle minus baseline": gained} | shares

        result[kind] = of_draws(measure, len(names))
    return result


def measure_heads(dataset: Dataset, shown: Shown, truth: Truth, learned: np.ndarray, heads: list[str]) -> dict:
    result = {}
    rows = np.flatnonzero(shown.held)
    for_user, for_item = log_lifts(dataset, learned)
    owner = np.repeat(np.arange(dataset.users), np.diff(dataset.start))[learned]
    by_user, by_item = for_user[shown.user], for_item[shown.item]
    for name in heads:
        head = dataset.action_names.index(name)
        own = truth.intensity[:, head].astype(float)
        chance = truth.shown[shown.cell, head].astype(float)
        effect = effects(dataset.item[learned], len(dataset.items), dataset.actions[learned, head], own[owner], 0.7)
        scores = {
            BASELINE: by_user[:, head] + by_item[:, head],
            BUNDLE: shown.logits[:, head],
            OBSERVABLE: told_intensity(shown.logits[:, head].astype(float), shown.user, own[shown.user], effect[shown.item], chance, rows),
            HIDDEN: chance,
        }
        held = {key: score[rows].astype(float) for key, score in scores.items()}
        found = judge(held, chance[rows], shown.user[rows], shown.slate[rows])
        # What was logged, items of the same position against each other.
        logged = {key: same_position(score, shown.actions[rows, head], shown.position[rows]) for key, score in held.items()}
        result[name] = found | {"logged labels, same position": logged, "items": len(rows), "users": len(np.unique(shown.user[rows]))}
        print(json.dumps({"head": name} | {kind: {key: round(one["value"], 4) for key, one in found[kind].items()} for kind in found}), flush=True)
    return result


def main() -> int:
    parser = argparse.ArgumentParser(prog="paretoscope_train.ceilings", description="How much of what can be known the heads of a bundle know.")
    parser.add_argument("--dataset", type=Path, required=True)
    parser.add_argument("--truth", type=Path, required=True, help="folder written by scripts/export-truth.ts with the arguments of the export")
    parser.add_argument("--bundle", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--heads", default="save,p2p,closeup,outbound,hide")
    parser.add_argument("--users", type=int, default=0, help="only so many users, drawn at random; 0: all")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    try:
        dataset = read_export(options.dataset)
        truth = read_truth(options.truth, dataset)
        model, manifest = load_bundle(options.bundle)
        print(json.dumps(measure(options, dataset, truth, model, manifest)["data"]), flush=True)
    except BadExport as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def measure(options: argparse.Namespace, dataset: Dataset, truth: Truth, model: Model, manifest: dict) -> dict:
    split = split_events(dataset, "leave-last-out", 2)
    source = SlateSource(dataset, split.train_end, Settings(**known(manifest)).slate)
    users = np.unique(dataset.slates.user)
    if 0 < options.users < len(users):
        users = np.sort(np.random.default_rng(0).choice(users, options.users, replace=False))
    shown = score_logged(model, dataset, source, users, manifest["historyLength"])
    heads = [name for name in options.heads.split(",") if name in dataset.action_names]
    result = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "data": {"name": dataset.name, "hash": dataset.hash, "users": len(users), "slates": len(np.unique(shown.slate[shown.held]))},
        "bundle": {"name": manifest["name"], "date": manifest["training"].get("date")},
        "heads": measure_heads(dataset, shown, truth, learned_events(dataset, split), heads),
    }
    if options.out is not None:
        options.out.write_text(json.dumps(result, indent=2) + "\n", "utf-8")
    return result


def known(manifest: dict) -> dict:
    """The settings of a bundle that this trainer still has."""
    return {name: value for name, value in manifest["training"]["settings"].items() if name in Settings.__dataclass_fields__}


if __name__ == "__main__":
    sys.exit(main())
