"""How well scores order items by whether an action came of them, where only its chance is known (or 0 and 1)."""

import numpy as np


def expected_auc(scores: np.ndarray, chance: np.ndarray, times: np.ndarray) -> float:
    """Chance that an item with the action scores above one without, ties half, where row i has the action with `chance` and counts `times`; NaN without both."""
    return auc_of_places(places(scores), chance, times)


def places(scores: np.ndarray) -> np.ndarray:
    """Each score's place among the different scores, lowest first."""
    return np.unique(scores, return_inverse=True)[1]


def auc_of_places(place: np.ndarray, chance: np.ndarray, times: np.ndarray) -> float:
    """`expected_auc` where the order is known already: for many draws of the same scores."""
    positive, negative = np.bincount(place, chance * times), np.bincount(place, (1 - chance) * times)
    below = np.cumsum(negative) - negative / 2
    every = positive.sum() * negative.sum()
    return float((positive * below).sum() / every) if every > 0 else float("nan")


def request_pairs(scores: np.ndarray, chance: np.ndarray, slate: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Per slate the weight of pairs (with the action, without it) that the scores order rightly, ties half, and of all pairs; and a row of each slate."""
    order = np.argsort(slate, kind="stable")
    _, first, counts = np.unique(slate[order], return_index=True, return_counts=True)
    right, every = np.zeros(len(first)), np.zeros(len(first))
    for size in np.unique(counts):
        chosen = np.flatnonzero(counts == size)
        rows = order[first[chosen][:, None] + np.arange(size)]
        weight = chance[rows][:, :, None] * (1 - chance[rows])[:, None, :]
        weight[:, np.arange(size), np.arange(size)] = 0.0
        above = (scores[rows][:, :, None] > scores[rows][:, None, :]) + 0.5 * (scores[rows][:, :, None] == scores[rows][:, None, :])
        right[chosen], every[chosen] = (weight * above).sum((1, 2)), weight.sum((1, 2))
    return right, every, order[first]


def same_position(scores: np.ndarray, labels: np.ndarray, position: np.ndarray) -> float | None:
    right = every = 0.0
    for place in np.unique(position):
        mine = position == place
        weight = float(labels[mine].sum() * (1 - labels[mine]).sum())
        if weight > 0:
            right, every = right + weight * expected_auc(scores[mine], labels[mine], np.ones(int(mine.sum()))), every + weight
    return right / every if every > 0 else None
