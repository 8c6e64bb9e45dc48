"""
`python -m paretoscope_train.ablate --dataset EXPORT_DIR --out RESULT.json`: short runs that differ in one thing, at equal steps and parameters, compared over the
same held-out targets with a paired bootstrap over users. `--into BUNDLE_DIR` writes the result into a bundle's manifest as its record.
"""

import argparse
import dataclasses
import json
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import torch

from .conditions import conditioning_matrix, topic_match
from .data import Dataset, read_export
from .loop import Trainer
from .masked import hold_users, masked_action_quality
from .metrics import held_slates, hits_at_3, slate_logits, target_ranks
from .settings import Settings
from .setup import vocabulary
from .split import split_events

# Small enough that an arm takes about a minute of one processor.
SHORT = Settings(
    history=64,
    width=32,
    hidden=64,
    layers=2,
    heads=4,
    batch=16,
    positions=128,
    negatives=1024,
    pair_window=4,
    learning_rate=2e-3,
    id_rate=0.3,
    content_scale=0.5,
    dropout=0.05,
    input_dropout=0.05,
    drop_events=0.1,
    past_weight=2.0,
    slate_weight=2.0,
    slate=12,
)
ARMS: dict[str, dict[str, float]] = {
    "joint": {},
    "ranking-only": {"retrieval_weight": 0.0},
    "retrieval-only": {"past_weight": 0.0, "slate_weight": 0.0},
    "mask-0": {"mask": 0.0},
    "mask-without-past": {"past_weight": 0.0},
    "without-log-q": {"log_q": 0},
    "permuted-outcomes": {"permute_outcomes": 1},
}
# What each comparison claims: joint minus the arm, in a measure.
COMPARISONS = (
    ("ranking-only", "hit@3"),
    ("retrieval-only", "recall@10"),
    ("mask-0", "hit@3"),
    ("mask-without-past", "hit@3"),
    ("without-log-q", "recall@10"),
)
DRAWS = 2_000


@dataclasses.dataclass(frozen=True)
class Outcome:
    """One arm and seed: a value per held-out target or slate, and whose it is."""

    recall: np.ndarray
    recall_user: np.ndarray
    hits: np.ndarray
    hits_user: np.ndarray
    conditions: dict
    masked: dict


def run_arm(dataset: Dataset, settings: Settings, steps: int, hit_heads: tuple[str, ...]) -> Outcome:
    split = hold_users(dataset, split_events(dataset, "leave-last-out", 2))
    trainer = Trainer(dataset, split, settings)
    for _ in range(steps):
        trainer.step(steps)
    model, gaps = trainer.averaged, trainer.gaps
    targets = split.targets
    if len(targets) > settings.validation_limit:
        targets = np.sort(np.random.default_rng(0).choice(targets, settings.validation_limit, replace=False))
    ranks = target_ranks(model, dataset, gaps, targets, settings.history)
    windows, slates = held_slates(dataset, trainer.slates, split, settings, settings.validation_limit)
    scored = slate_logits(model, dataset, gaps, trainer.slates, windows, slates)
    owner = np.array([np.searchsorted(dataset.start, window[0], side="right") - 1 for window in windows])
    hits, hits_user = [], []
    for name in hit_heads:
        head = dataset.action_names.index(name)
        able = [place for place, (_, labels) in enumerate(scored) if len(labels) > 3 and labels[:, head].any()]
        hits.append(hits_at_3([scored[place] for place in able], head))
        hits_user.append(owner[able])
    words = vocabulary(dataset, settings)
    return Outcome(
        recall=(ranks < 10).astype(float),
        recall_user=np.searchsorted(dataset.start, targets, side="right") - 1,
        hits=np.concatenate(hits),
        hits_user=np.concatenate(hits_user),
        conditions={
            "matrix": conditioning_matrix(model, dataset, gaps, split, settings, hit_heads),
            "topics": topic_match(model, dataset, gaps, split, settings, words.item_topics),
        },
        masked=masked_action_quality(model, dataset, gaps, split, settings),
    )


def paired(differences: Iterable[np.ndarray], users: np.ndarray) -> dict[str, float]:
    """Mean of the differences over the seeds, and its 95% interval by drawing users with everything they have."""
    mean = np.mean(np.stack(list(differences)), axis=0)
    names, place = np.unique(users, return_inverse=True)
    sums, counts = np.bincount(place, mean), np.bincount(place)
    draws = np.random.default_rng(1).integers(0, len(names), (DRAWS, len(names)))
    means = sums[draws].sum(1) / counts[draws].sum(1)
    low, high = np.percentile(means, [2.5, 97.5])
    return {"mean": float(mean.mean()), "low": float(low), "high": float(high), "targets": len(mean), "users": len(names)}


def mean(values: np.ndarray) -> float | None:
    return float(values.mean()) if len(values) > 0 else None


def compare(outcomes: dict[str, list[Outcome]]) -> list[dict]:
    result = []
    for arm, measure in COMPARISONS:
        if arm not in outcomes or "joint" not in outcomes:
            continue
        values = (lambda outcome: outcome.recall) if measure == "recall@10" else (lambda outcome: outcome.hits)
        first = outcomes["joint"][0]
        users = first.recall_user if measure == "recall@10" else first.hits_user
        if len(users) == 0:
            continue
        pairs = list(zip(outcomes["joint"], outcomes[arm], strict=True))
        difference = paired([values(one) - values(other) for one, other in pairs], users)
        means = {"joint": float(np.mean([values(one).mean() for one, _ in pairs])), arm: float(np.mean([values(other).mean() for _, other in pairs]))}
        result.append({"measure": measure, "arm": arm, "means": means, "joint minus arm": difference})
    return result


def main() -> int:
    parser = argparse.ArgumentParser(prog="paretoscope_train.ablate", description="Short runs that differ in one thing, compared with paired intervals.")
    parser.add_argument("--dataset", type=Path, required=True)
    parser.add_argument("--control", type=Path, help="export of the same world without the plant that masked actions live on")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--into", type=Path, help="bundle whose manifest gets the result as its record")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--arms", default=",".join(ARMS))
    parser.add_argument("--heads", default="save,closeup,outbound", help="heads of HIT@3 and of the conditioning matrix")
    parser.add_argument("--targets", type=int, default=1_500, help="held-out targets and slates per arm at most")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    began = time.monotonic()
    dataset = read_export(options.dataset)
    heads = tuple(name for name in options.heads.split(",") if name in dataset.action_names)
    base = dataclasses.replace(SHORT, validation_limit=options.targets)
    outcomes: dict[str, list[Outcome]] = {}
    # Seed by seed, so that what is there when the run is cut short is whole.
    for seed in range(1, options.seeds + 1):
        for arm in options.arms.split(","):
            outcomes.setdefault(arm, []).append(run_arm(dataset, dataclasses.replace(base, seed=seed, **ARMS[arm]), options.steps, heads))
            told = outcomes[arm][-1]
            print(json.dumps({"seed": seed, "arm": arm, "recall@10": mean(told.recall), "hit@3": mean(told.hits), "masked": told.masked}), flush=True)
        record = describe(options, dataset, heads, base, outcomes, seed, began)
        options.out.write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    if options.control is not None:
        control = read_export(options.control)
        record["control"] = {"hash": control.hash, "masked": run_arm(control, dataclasses.replace(base, seed=1), options.steps, heads).masked}
        options.out.write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    if options.into is not None:
        write_record(options.into, record)
    return 0


def describe(options: argparse.Namespace, dataset: Dataset, heads: tuple[str, ...], base: Settings, outcomes: dict, seeds: int, began: float) -> dict:
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "data": {"name": dataset.name, "hash": dataset.hash, "users": int((np.diff(dataset.start) > 0).sum()), "events": dataset.events},
        "seeds": seeds,
        "steps": options.steps,
        "settings": dataclasses.asdict(base),
        "seconds": round(time.monotonic() - began, 1),
        "hit@3": f"of held-out slates of more than three items with the action, heads {', '.join(heads)} pooled",
        "comparisons": compare(outcomes),
        "conditions": {arm: [one.conditions for one in runs] for arm, runs in outcomes.items() if arm in ("joint", "permuted-outcomes")},
        "masked": {arm: [one.masked for one in runs] for arm, runs in outcomes.items()},
    }


def write_record(bundle: Path, record: dict) -> None:
    path = bundle / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    manifest["record"] = {**manifest.get("record", {}), "ablations": record}
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
