"""How much likelier than usual each action is of an item, whoever met it: an additive model of users and items, fitted before training."""

from dataclasses import dataclass

import numpy as np

ROUNDS = 8
# A step of one side changes a logit by at most this.
LARGEST_STEP = 2.0


@dataclass(frozen=True)
class Met:
    """Items that users met: in events and in slates that may be learned from. `usual` is the logit of the action at that place."""

    user: np.ndarray
    item: np.ndarray
    happened: np.ndarray
    usual: np.ndarray


def item_logits(met: Met, users: int, items: int) -> tuple[np.ndarray, float]:
    """
    Per item what it adds to the logit of the action, and the variance of what users add: logit p = usual + user + item (Rasch), with normal priors whose variances
    are fitted along, by turns of one Newton step for every user and for every item.
    """
    own, other = np.zeros(users, np.float32), np.zeros(items, np.float32)
    spread = [0.5, 0.3]
    sides = ((met.user, own, users), (met.item, other, items))
    for _ in range(ROUNDS):
        for side, (index, values, size) in enumerate(sides):
            chance = 1 / (1 + np.exp(-(met.usual + own[met.user] + other[met.item])))
            pull = np.bincount(index, met.happened - chance, size) - values / spread[side]
            stiffness = np.bincount(index, chance * (1 - chance), size) + 1 / spread[side]
            values += np.clip(pull / stiffness, -LARGEST_STEP, LARGEST_STEP).astype(np.float32)
            # What nobody met stays at 0 and tells nothing of the spread.
            seen = np.bincount(index, minlength=size) > 0
            spread[side] = max(float((values[seen] ** 2 + 1 / stiffness[seen]).mean()), 1e-3)
    return other - other[np.bincount(met.item, minlength=items) > 0].mean(), spread[0]
