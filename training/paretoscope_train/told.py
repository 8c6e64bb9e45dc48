"""The ceiling from observables: what the same model would say if it were told each user's true intensity."""

import numpy as np


def told_intensity(logits: np.ndarray, user: np.ndarray, own: np.ndarray, effect: np.ndarray, chance: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """
    A model's logits [rows] with the level of each user replaced: what the logits say apart from the user's mean, the user's true intensity `own`, the mean of
    the user's item `effect`s and the old mean, added up with weights fitted to the true `chance` at `rows` (a ceiling may know them). Within a request nothing
    changes, since a user's intensity is the same for all items.
    """
    names, place = np.unique(user, return_inverse=True)
    mean = lambda values: (np.bincount(place, values) / np.bincount(place))[place]
    level = mean(logits)
    columns = np.stack([np.ones(len(logits)), logits - level, own, mean(effect), level], 1)
    chosen, target = columns[rows], chance[rows]
    weight = np.array([np.log(target.mean() / (1 - target.mean())), 1.0, 0.0, 0.0, 0.0])
    for _ in range(12):
        likely = 1 / (1 + np.exp(-chosen @ weight))
        bend = (chosen * (likely * (1 - likely))[:, None]).T @ chosen + 1e-6 * len(chosen) * np.eye(columns.shape[1])
        weight += np.linalg.solve(bend, chosen.T @ (target - likely))
    # The order within a request is the model's, also where it means nothing.
    weight[1] = max(weight[1], 1e-3)
    return columns @ weight
