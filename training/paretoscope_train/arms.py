"""The arms of the ablations: short configurations that differ in one thing, and what is measured of each."""

import base64
import dataclasses

import numpy as np

from .conditions import condition_ranks, held_targets, owners, topic_match
from .data import Dataset
from .logged import hits_at_3, score_logged
from .loop import Trainer
from .masked import masked_logits
from .metrics import target_ranks
from .model import Model
from .places import Places
from .settings import Settings
from .setup import vocabulary
from .split import Split

# Small enough that an arm takes about a minute of one processor.
SHORT = Settings(
    history=64,
    width=48,
    hidden=64,
    layers=2,
    heads=4,
    batch=16,
    positions=256,
    negatives=1024,
    pair_window=4,
    learning_rate=2e-3,
    id_rate=0.3,
    content_scale=0.5,
    dropout=0.0,
    input_dropout=0.0,
    drop_events=0.1,
    past_weight=2.0,
    slate_weight=4.0,
    slate=12,
    together=4,
    pair_spread=1,
    topic_prior=20.0,
    rate_scale=0.3,
    query_scale=2.0,
    popularity=1.0,
    recent_scale=0.7,
    even_heads=1,
    horizon=2,
)
ARMS: dict[str, dict[str, float]] = {
    "joint": {},
    "ranking-only": {"retrieval_weight": 0.0, "user_weight": 0.0},
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
    ("mask-0", "recall@10"),
    ("mask-without-past", "hit@3"),
    ("without-log-q", "recall@10"),
)
# Arms whose conditions are measured, and whose hidden actions are.
CONDITIONED, HIDDEN = ("joint", "permuted-outcomes"), ("joint", "mask-0", "mask-without-past")

# What the runs of a seed start from.
Start = tuple[Model, Places]


def run_arm(dataset: Dataset, split: Split, settings: Settings, arm: str, steps: int, heads: tuple[str, ...], start: Start) -> dict:
    """Trains from `start` and measures: arrays over the held-out targets, slates and hidden actions, the same ones in every arm and seed."""
    trainer = Trainer(dataset, split, dataclasses.replace(settings, **ARMS[arm]), start)
    for _ in range(steps):
        trainer.step(steps)
    model, gaps = trainer.averaged, trainer.gaps
    targets = held_targets(dataset, split, settings.validation_limit)
    result: dict[str, np.ndarray] = {"ranks": target_ranks(model, dataset, gaps, targets, settings.history), "targets": targets}
    if trainer.slates.dataset.slates is not None:
        shown = score_logged(model, dataset, trainer.slates, np.unique(dataset.slates.user), settings.history)
        rows = np.flatnonzero(shown.held)
        for name in heads:
            result[f"hits.{name}"], result[f"slates.{name}"] = hits_at_3(shown, rows, dataset.action_names.index(name))
    if arm in CONDITIONED:
        result["conditioned"] = condition_ranks(model, dataset, gaps, targets, settings.history, heads)
        result["topics"] = topic_match(model, dataset, gaps, split, settings, vocabulary(dataset, settings).item_topics)
    if arm in HIDDEN and "save" in dataset.action_names:
        found = masked_logits(model, dataset, gaps, split, settings, dataset.action_names.index("save"))
        result |= {"masked.event": found.event, "masked.shown": found.shown, "masked.hidden": found.hidden}
    return result


def packed(result: dict) -> dict:
    """As one line of JSON holds it."""
    return {name: encoded(value) if isinstance(value, np.ndarray) else value for name, value in result.items()}


def encoded(values: np.ndarray) -> dict:
    dtype = "<i8" if values.dtype.kind == "i" else "<f4"
    return {"dtype": dtype, "shape": list(values.shape), "data": base64.b64encode(np.ascontiguousarray(values, dtype).tobytes()).decode("ascii")}


def unpacked(line: dict) -> dict:
    return {name: decoded(value) if isinstance(value, dict) and "dtype" in value else value for name, value in line.items()}


def decoded(value: dict) -> np.ndarray:
    return np.frombuffer(base64.b64decode(value["data"]), value["dtype"]).reshape(value["shape"])


def users_of(dataset: Dataset, result: dict, measure: str) -> np.ndarray:
    return owners(dataset, result["targets"]) if measure == "recall@10" else np.concatenate([result[name] for name in sorted(result) if name.startswith("slates.")])


def values_of(result: dict, measure: str) -> np.ndarray:
    """One value per held-out target, or per slate and head."""
    if measure == "recall@10":
        return (result["ranks"] < 10).astype(float)
    return np.concatenate([result[name] for name in sorted(result) if name.startswith("hits.")] or [np.zeros(0)])
