"""How much likelier than usual an action is of an item, whoever met it and wherever it stood: an additive model of users, items and places, fitted before training."""

from dataclasses import dataclass

import numpy as np

ROUNDS = 10
# A step of one side changes a logit by at most this, and an item's own estimate is looked for within so much of 0.
LARGEST_STEP, LARGEST_LOGIT = 2.0, 5.0
# Items of which so little is known (sum of p (1 - p)) have no say in what known properties tell of an item.
LEAST_KNOWN = 0.2


@dataclass(frozen=True)
class Met:
    """Items that users met: in events (place 0) and in slates that may be learned from (places from 1)."""

    user: np.ndarray
    item: np.ndarray
    place: np.ndarray
    users: int
    # What is known of every item beside what came of it [items, F]; the first column is 1.
    known: np.ndarray


@dataclass(frozen=True)
class RateFit:
    # What an item adds to the logit [items], at mean 0 over the items that somebody met.
    items: np.ndarray
    # Logit at each place for a usual user and item [places].
    places: np.ndarray
    # Variance of what users add.
    user_spread: float


def fit_rates(met: Met, happened: np.ndarray) -> RateFit:
    """
    logit p = place + user + item (Rasch), by turns of one Newton step for all users, all items and all places. Users have a normal prior around 0, items around
    a linear function of what is known of them; variances and function are fitted along. The places are fitted with the rest: where a ranker knew the items,
    the rates of the places hold its knowledge too, and taking them off would take it off the items.
    """
    users, items = met.users, len(met.known)
    own, other, middle = np.zeros(users), np.zeros(items), np.zeros(items)
    places = np.log(np.bincount(met.place, happened) + 1) - np.log(np.bincount(met.place, 1 - happened) + 1)
    count = np.bincount(met.place)
    spread = [0.5, 0.3]
    seen = [np.bincount(met.user, minlength=users) > 0, np.bincount(met.item, minlength=items) > 0]
    for _ in range(ROUNDS):
        for side, (index, values) in enumerate(((met.user, own), (met.item, other))):
            chance = (1 / (1 + np.exp(-(places[met.place] + own[met.user] + other[met.item])))).astype(np.float32)
            missed, known = happened - chance, chance * (1 - chance)
            information = np.bincount(index, known, len(values))
            prior = middle if side == 1 else 0.0
            stiffness = information + 1 / spread[side]
            places += np.where(count > 0, np.bincount(met.place, missed) / np.maximum(np.bincount(met.place, known), 1e-6), 0.0)
            values += np.clip((np.bincount(index, missed, len(values)) - (values - prior) / spread[side]) / stiffness, -LARGEST_STEP, LARGEST_STEP)
            if side == 1:
                middle = told(met.known, values, middle, information, spread[1])
                values[~seen[1]] = middle[~seen[1]]
            apart = (values - (middle if side == 1 else 0.0))[seen[side]]
            spread[side] = max(float((apart**2 + 1 / stiffness[seen[side]]).mean()), 1e-3)
    shift = other[seen[1]].mean()
    return RateFit((other - shift).astype(np.float32), places + shift, spread[0])


def told(known: np.ndarray, values: np.ndarray, middle: np.ndarray, information: np.ndarray, spread: float) -> np.ndarray:
    """Weighted least squares of what the items' own data say on what is known of them."""
    sure = information > LEAST_KNOWN
    alone = np.clip(values + (values - middle) / (spread * np.maximum(information, 1e-6)), -LARGEST_LOGIT, LARGEST_LOGIT)
    weight = np.where(sure, 1 / (spread + 1 / np.maximum(information, 1e-6)), 0.0)
    weighted = known * weight[:, None]
    return known @ np.linalg.solve(weighted.T @ known + 1e-3 * np.eye(known.shape[1]), weighted.T @ np.where(sure, alone, 0.0))
