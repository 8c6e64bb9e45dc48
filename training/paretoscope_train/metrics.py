"""Quality on held-out events: full ranking as the console's evaluation defines it (items of the history are left out where people hardly meet them again, ties count half), and heads."""

import numpy as np
import torch

from .data import Dataset
from .model import Model
from .settings import Settings
from .split import Split
from .windows import Slate, SlateSource, collate


def window_before(dataset: Dataset, target: int, length: int) -> np.ndarray:
    user = np.searchsorted(dataset.start, target, side="right") - 1
    return np.arange(max(dataset.start[user], target - length), target)


@torch.no_grad()
def target_ranks(model: Model, dataset: Dataset, gaps: np.ndarray, targets: np.ndarray, length: int, batch: int = 64) -> np.ndarray:
    """Rank from 0 of the target's item among all items that retrieval may answer, under no condition."""
    model.eval()
    table = model.table()
    user = np.searchsorted(dataset.start, targets, side="right") - 1
    ranks = np.empty(len(targets))
    for first in range(0, len(targets), batch):
        chosen = slice(first, first + batch)
        windows = [window_before(dataset, target, length) for target in targets[chosen]]
        data = collate(dataset, gaps, windows)
        items, none = table[data.item], torch.zeros_like(data.gaps)
        _, _, states = model.trunk.history(items, data.actions, none, data.gaps, data.surfaces)
        recent = model.recent(items, data.actions, none, data.gaps)
        last = torch.arange(len(windows)), data.length - 1
        scores = model.plain_query(states[last], recent[last]) @ table.T
        for row, (start, target) in enumerate(zip(dataset.start[user[chosen]], targets[chosen], strict=True)):
            line = scores[row].numpy()
            if not dataset.keeps_seen:
                line[dataset.item[start:target]] = -np.inf
            mine = line[dataset.item[target]]
            ranks[first + row] = (line > mine).sum() + ((line == mine).sum() - 1) / 2
    return ranks


def summary(ranks: np.ndarray) -> dict[str, float]:
    """Recall and NDCG with one relevant item, and `gain`: NDCG over the whole ranking, which is the least noisy of them."""
    result = {f"recall@{k}": float(np.mean(ranks < k)) for k in (10, 20, 50)}
    result["ndcg@10"] = float(np.mean(np.where(ranks < 10, 1 / np.log2(ranks + 2), 0.0)))
    result["gain"] = float(np.mean(1 / np.log2(ranks + 2)))
    return result


@torch.no_grad()
def slate_logits(
    model: Model, dataset: Dataset, gaps: np.ndarray, source: SlateSource, windows: list[np.ndarray], slates: list[Slate], batch: int = 64
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Per slate the head logits [k, A] of its candidates and what came of them [k, A]."""
    model.eval()
    table = model.table()
    result = []
    for first in range(0, len(windows), batch):
        data, slate = collate(dataset, gaps, windows[first : first + batch]), source.collate(windows[first : first + batch], [[slate] for slate in slates[first : first + batch]])
        keys, values, _ = model.trunk.history(table[data.item], data.actions, torch.zeros_like(data.gaps), data.gaps, data.surfaces)
        logits = model.head(model.trunk.candidates(keys, values, data.length, table[slate.item], slate.gap, slate.surface))
        for row, count in enumerate(slate.real.sum(1).long().tolist()):
            result.append((logits[row, :count].numpy(), slate.actions[row, :count].numpy()))
    return result


def held_slates(dataset: Dataset, source: SlateSource, split: Split, settings: Settings, limit: int) -> tuple[list[np.ndarray], list[Slate]]:
    """Windows and slates that were not learned from: logged ones after what may be learned, else the events after it."""
    chooser = np.random.default_rng(0)
    windows, slates = [], []
    if dataset.slates is not None:
        chosen = source.held if len(source.held) <= limit else np.sort(chooser.choice(source.held, limit, replace=False))
        for slate in chosen:
            end = int(source.history_end[slate])
            windows.append(np.arange(max(dataset.start[dataset.slates.user[slate]], end - settings.history), end))
            slates.append(source.logged(int(slate)))
        return windows, slates
    users = np.flatnonzero((split.train_end > dataset.start[:-1]) & (split.train_end < dataset.start[1:]))
    for user in users if len(users) <= limit else np.sort(chooser.choice(users, limit, replace=False)):
        end = int(split.train_end[user])
        windows.append(np.arange(max(dataset.start[user], end - settings.history), end))
        slates.append(source.followed(end - 1, int(split.read_end[user])))
    return windows, slates


def head_quality(model: Model, dataset: Dataset, gaps: np.ndarray, source: SlateSource, split: Split, settings: Settings, limit: int = 1_500) -> dict[str, float]:
    """AUC of each head over held-out slates, pooled, and `auc`, their mean over heads that have both kinds; `hit@3` per positive head."""
    windows, slates = held_slates(dataset, source, split, settings, min(limit, settings.validation_limit))
    if not windows:
        return {}
    scored = slate_logits(model, dataset, gaps, source, windows, slates)
    logits, labels = np.concatenate([part[0] for part in scored]), np.concatenate([part[1] for part in scored])
    result: dict[str, float] = {}
    for head, name in enumerate(dataset.action_names):
        found = auc(logits[:, head], labels[:, head] > 0)
        if found is not None:
            result[f"auc.{name}"] = found
    if result:
        result["auc"] = float(np.mean(list(result.values())))
    for head, name in enumerate(dataset.action_names):
        hits = hits_at_3(scored, head)
        if len(hits) > 0:
            result[f"hit@3.{name}"] = float(np.mean(hits))
    return result


def hits_at_3(scored: list[tuple[np.ndarray, np.ndarray]], head: int) -> np.ndarray:
    """Of slates of more than three items with the action: whether an item with it stands among the three the head likes best."""
    able = [(logits[:, head], labels[:, head]) for logits, labels in scored if len(labels) > 3 and labels[:, head].any()]
    return np.array([labels[np.argsort(-scores, kind="stable")[:3]].any() for scores, labels in able], float)


def auc(scores: np.ndarray, labels: np.ndarray) -> float | None:
    """Chance that a positive scores above a negative, ties half; none without both."""
    positive, negative = int(labels.sum()), int((~labels).sum())
    if positive == 0 or negative == 0:
        return None
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    rank = (np.cumsum(counts) - (counts - 1) / 2)[place]
    return float((rank[labels].sum() - positive * (positive + 1) / 2) / (positive * negative))
