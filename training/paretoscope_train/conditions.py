"""Whether conditions do what they say: recall of targets with an outcome under its condition against another's, and topics that match."""

import numpy as np
import torch

from .data import Dataset
from .metrics import window_before
from .model import Model
from .settings import Settings
from .split import Split
from .windows import collate

DRAWS = 2_000


@torch.no_grad()
def conditioned_scores(
    model: Model, dataset: Dataset, gaps: np.ndarray, targets: np.ndarray, length: int, outcomes: torch.Tensor, topics: torch.Tensor, batch: int = 64
) -> np.ndarray:
    """Scores of all items per target and condition [targets, Q, items], from the history before each target; outcomes [targets, Q, A], topics [targets, Q]."""
    model.eval()
    table = model.table()
    result = []
    for first in range(0, len(targets), batch):
        data = collate(dataset, gaps, [window_before(dataset, target, length) for target in targets[first : first + batch]])
        items, none = table[data.item], torch.zeros_like(data.gaps)
        _, _, states = model.trunk.history(items, data.actions, none, data.gaps, data.surfaces)
        recent = model.recent(items, data.actions, none, data.gaps)
        last = torch.arange(len(data.item)), data.length - 1
        chosen = slice(first, first + batch)
        queries = model.query(states[last], recent[last], outcomes[chosen], topics[chosen], torch.zeros_like(topics[chosen]))
        result.append((queries @ table.T).numpy())
    return np.concatenate(result)


def held_targets(dataset: Dataset, split: Split, limit: int, head: int | None = None) -> np.ndarray:
    targets = split.targets if head is None else split.targets[dataset.actions[split.targets, head] > 0]
    return targets if len(targets) <= limit else np.sort(np.random.default_rng(0).choice(targets, limit, replace=False))


def conditioning_matrix(
    model: Model, dataset: Dataset, gaps: np.ndarray, split: Split, settings: Settings, heads: tuple[str, ...], top: int = 100, limit: int = 600
) -> list[dict]:
    """
    Per pair (Y, X) of outcomes: recall@`top` of held-out targets with outcome Y under condition Y minus under X, with simultaneous 95% lower bounds
    (bootstrap over users, Bonferroni over the pairs).
    """
    places = [dataset.action_names.index(name) for name in heads]
    pairs = len(heads) * (len(heads) - 1)
    result = []
    for own, name in zip(places, heads, strict=True):
        targets = held_targets(dataset, split, limit, own)
        if len(targets) == 0:
            continue
        outcomes = torch.zeros(len(targets), len(places), len(dataset.action_names))
        for row, place in enumerate(places):
            outcomes[:, row, place] = 1.0
        scores = conditioned_scores(model, dataset, gaps, targets, settings.history, outcomes, torch.zeros(len(targets), len(places), dtype=torch.long))
        user = np.searchsorted(dataset.start, targets, side="right") - 1
        for row, target in enumerate(targets):
            scores[row][:, dataset.item[dataset.start[user[row]] : target]] = -np.inf
        mine = np.take_along_axis(scores, dataset.item[targets][:, None, None], 2)
        hit = ((scores > mine).sum(2) < top).astype(float)
        for row, other in enumerate(heads):
            if other == name:
                continue
            difference = hit[:, heads.index(name)] - hit[:, row]
            result.append({"target": name, "against": other, "recall": float(hit[:, heads.index(name)].mean()), "difference": float(difference.mean())} | lower(difference, user, pairs))
    return result


def lower(difference: np.ndarray, user: np.ndarray, pairs: int) -> dict[str, float]:
    names, place = np.unique(user, return_inverse=True)
    sums, counts = np.bincount(place, difference), np.bincount(place)
    draws = np.random.default_rng(1).integers(0, len(names), (DRAWS, len(names)))
    means = sums[draws].sum(1) / counts[draws].sum(1)
    return {"low": float(np.percentile(means, 100 * 0.05 / pairs)), "targets": len(difference)}


def topic_match(model: Model, dataset: Dataset, gaps: np.ndarray, split: Split, settings: Settings, item_topics: np.ndarray, limit: int = 400, top: int = 10) -> dict:
    """Share of the `top` retrieved items that have a topic drawn from the catalogue (the rarest of a random item's), asked for and not."""
    targets = held_targets(dataset, split, limit)
    wanted = item_topics[np.random.default_rng(0).integers(0, len(item_topics), len(targets)), 0]
    targets, wanted = targets[wanted > 0], wanted[wanted > 0]
    if len(targets) == 0:
        return {}
    topics = torch.from_numpy(np.stack([np.zeros_like(wanted), wanted], 1))
    scores = conditioned_scores(model, dataset, gaps, targets, settings.history, torch.zeros(len(targets), 2, len(dataset.action_names)), topics)
    best = np.argpartition(-scores, top, axis=2)[:, :, :top]
    match = (item_topics[best] == wanted[:, None, None, None]).any(3).mean(2)
    return {"unconditioned": float(match[:, 0].mean()), "conditioned": float(match[:, 1].mean()), "requests": len(targets)}
