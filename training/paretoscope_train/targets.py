"""What each position of a window should predict."""

from dataclasses import dataclass

import numpy as np
import torch

from .data import Dataset


@dataclass(frozen=True)
class Targets:
    """
    For P chosen positions: `row`, `column` in the batch; `items` [P, T] retrieval targets with `weights` (rows sum to 1, a row of zeros has none);
    `next_items` [P, C], `next_actions` [P, C, A] and `next_real` [P, C] the events that really followed, for the heads.
    """

    row: torch.Tensor
    column: torch.Tensor
    items: torch.Tensor
    weights: torch.Tensor
    next_items: torch.Tensor
    next_actions: torch.Tensor
    next_real: torch.Tensor


class TargetMaker:
    """
    Retrieval learns the next `horizon` positive events, nearer ones more (geometric `decay`), and with weight `any_weight` the next event of any kind.
    An item that stands in the window already is no target, since retrieval leaves out what was seen.
    """

    def __init__(self, dataset: Dataset, train_end: np.ndarray, horizon: int, decay: float, any_weight: float, following: int):
        self.dataset, self.following = dataset, following
        self.end = np.repeat(train_end, np.diff(dataset.start))
        self.next_positive = following_positive(dataset)
        shares = decay ** np.arange(horizon)
        self.weights = np.concatenate([(1 - any_weight) * shares / shares.sum(), [any_weight]])
        self.horizon = horizon

    def make(self, index: np.ndarray, generator: np.random.Generator, limit: int) -> Targets:
        """`index` [B, n] holds global event indexes, -1 in the padding. At most `limit` positions are drawn."""
        dataset = self.dataset
        row, column = np.nonzero((index >= 0) & (np.where(index >= 0, index, 0) + 1 < self.end[index]))
        if len(row) > limit:
            chosen = generator.choice(len(row), limit, replace=False)
            row, column = row[chosen], column[chosen]
        event = index[row, column]
        end = self.end[event]
        picked = np.empty((len(event), self.horizon + 1), np.int64)
        cursor = event
        for step in range(self.horizon):
            cursor = self.next_positive[cursor]
            picked[:, step] = cursor
        picked[:, self.horizon] = event + 1
        real = picked < end[:, None]
        items = dataset.item[np.where(real, picked, 0)]
        seen_index = np.where(np.arange(index.shape[1])[None, :] <= column[:, None], index[row], -1)
        seen = np.where(seen_index >= 0, dataset.item[seen_index], -1)
        real &= ~(items[:, :, None] == seen[:, None, :]).any(-1)
        weights = np.where(real, self.weights[None, :], 0.0)
        weights = weights / np.maximum(weights.sum(1, keepdims=True), 1e-9)
        ahead = event[:, None] + 1 + np.arange(self.following)
        ahead_real = ahead < end[:, None]
        ahead = np.where(ahead_real, ahead, 0)
        return Targets(
            row=torch.from_numpy(row),
            column=torch.from_numpy(column),
            items=torch.from_numpy(items),
            weights=torch.from_numpy(weights.astype(np.float32)),
            next_items=torch.from_numpy(dataset.item[ahead]),
            next_actions=torch.from_numpy(dataset.actions[ahead]),
            next_real=torch.from_numpy(ahead_real.astype(np.float32)),
        )


def following_positive(dataset: Dataset) -> np.ndarray:
    """Global index of the next positive event after each event; `events` where there is none. One entry more, so that it can be chained."""
    result = np.full(dataset.events + 1, dataset.events, np.int64)
    upcoming = dataset.events
    for event in range(dataset.events - 1, -1, -1):
        result[event] = upcoming
        if dataset.positive[event]:
            upcoming = event
    return result
