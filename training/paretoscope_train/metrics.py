"""Full-ranking quality on held-out events, as the console's evaluation defines it: items of the history are left out, ties count half."""

import numpy as np
import torch

from .data import Dataset
from .model import Model
from .windows import collate


@torch.no_grad()
def target_ranks(model: Model, dataset: Dataset, gaps: np.ndarray, targets: np.ndarray, length: int, batch: int = 128) -> np.ndarray:
    """Rank from 0 of the target's item among all items that are not in the history before it."""
    model.eval()
    table = model.table()
    user = np.searchsorted(dataset.start, targets, side="right") - 1
    ranks = np.empty(len(targets))
    for first in range(0, len(targets), batch):
        chosen = slice(first, first + batch)
        starts = dataset.start[user[chosen]]
        windows = [np.arange(max(start, target - length), target) for start, target in zip(starts, targets[chosen], strict=True)]
        data = collate(dataset, gaps, windows)
        _, queries = model.encoder(table[data.item], data.actions, data.masked, data.gaps)
        scores = queries[torch.arange(len(windows)), data.length - 1] @ table.T
        for row, (start, target) in enumerate(zip(starts, targets[chosen], strict=True)):
            line = scores[row].numpy()
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
