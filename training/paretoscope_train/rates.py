"""How much likelier than usual an action is of a user and of an item, by counting."""

import numpy as np

from .data import Dataset


def log_lifts(dataset: Dataset, learned: np.ndarray, prior: float = 2.0) -> tuple[np.ndarray, np.ndarray]:
    """
    Per user and action [users, A] and per item and action [items, A]: log of (happened + prior) / (expected + prior), the mean of a gamma distribution after
    Poisson counts, over the events `learned`.
    """
    happened = dataset.actions[learned]
    expected = np.maximum(happened.mean(0), 1e-6)
    owner = np.repeat(np.arange(dataset.users), np.diff(dataset.start))[learned]
    return of(owner, dataset.users, happened, expected, prior), of(dataset.item[learned], len(dataset.items), happened, expected, prior)


def of(index: np.ndarray, size: int, happened: np.ndarray, expected: np.ndarray, prior: float) -> np.ndarray:
    counts = np.bincount(index, minlength=size)
    found = np.stack([np.bincount(index, happened[:, action], size) for action in range(happened.shape[1])], 1)
    return np.log((found + prior) / (counts[:, None] * expected + prior))


def effects(index: np.ndarray, size: int, happened: np.ndarray, offset: np.ndarray, spread: float, steps: int = 6) -> np.ndarray:
    """
    Most likely logit that each of `size` adds to an action where everything else adds `offset`: Newton steps on the log likelihood with a normal prior of
    standard deviation `spread`.
    """
    rate = np.clip(happened.mean(), 1e-4, 1 - 1e-4)
    base, effect = np.log(rate / (1 - rate)), np.zeros(size)
    for _ in range(steps):
        chance = 1 / (1 + np.exp(-(base + offset + effect[index])))
        slope = np.bincount(index, happened - chance, size) - effect / spread**2
        bend = np.bincount(index, chance * (1 - chance), size) + 1 / spread**2
        effect += np.clip(slope / bend, -1.5, 1.5)
    return effect
