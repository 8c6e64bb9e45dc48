"""How much likelier than usual each action is of an item, whoever met it and wherever it stood: an additive model of users, items and places, fitted before training."""

from dataclasses import dataclass

import numpy as np

ROUNDS = 14
# A step of one side changes a logit by at most this, and an item's own estimate is looked for within so much of 0.
LARGEST_STEP, LARGEST_LOGIT = 2.0, 5.0
# Items of which so little is known (sum of p (1 - p)) have no say in what known properties tell of an item.
LEAST_KNOWN = 0.2
# Variances are held above this.
LEAST_SPREAD = 1e-3


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
    # What an item adds to the logit of each action [items, A], at mean 0 over the items that somebody met.
    items: np.ndarray
    # Logit at each place for a usual user and item [places, A].
    places: np.ndarray
    # What each user adds [users, A], and its covariance [A, A].
    users: np.ndarray
    user_spread: np.ndarray


def fit_rates(met: Met, happened: np.ndarray) -> RateFit:
    """
    logit p = place + user + item for every action (Rasch), by turns of one Newton step for all users, all items and all places. A user's parts have a joint normal
    prior around 0, so that what is known of one action of a user says something of the others; an item's have one around a linear function of what is known of
    it. Covariances and functions are fitted along. The places are fitted with the rest: where a ranker knew the items, the rates of the places hold its
    knowledge too, and taking them off would take it off the items. `happened` [rows, A].
    """
    users, items, actions = met.users, len(met.known), happened.shape[1]
    own, other, middle = np.zeros((users, actions)), np.zeros((items, actions)), np.zeros((items, actions))
    count, came = np.bincount(met.place)[:, None], np.zeros((int(met.place.max()) + 1, actions))
    for action in range(actions):
        came[:, action] = np.bincount(met.place, happened[:, action])
    places = np.log(came + 1) - np.log(count - came + 1)
    spread = [0.5 * np.eye(actions), 0.3 * np.eye(actions)]
    seen = [np.bincount(met.user, minlength=users) > 0, np.bincount(met.item, minlength=items) > 0]
    for _ in range(ROUNDS):
        for side, (index, values) in enumerate(((met.user, own), (met.item, other))):
            information, missed = np.empty_like(values), np.empty_like(values)
            for action in range(actions):
                chance = 1 / (1 + np.exp(-(places[met.place, action] + own[met.user, action] + other[met.item, action])))
                chance = chance.astype(np.float32)
                left, known = happened[:, action] - chance, chance * (1 - chance)
                information[:, action], missed[:, action] = np.bincount(index, known, len(values)), np.bincount(index, left, len(values))
                bend = np.maximum(np.bincount(met.place, known), 1e-6)
                places[:, action] += np.where(count[:, 0] > 0, np.bincount(met.place, left) / bend, 0.0)
            prior, stiff = middle if side == 1 else 0.0, np.linalg.inv(spread[side])
            curvature = information[:, :, None] * np.eye(actions) + stiff
            step = np.linalg.solve(curvature, (missed - (values - prior) @ stiff)[:, :, None])[:, :, 0]
            values += np.clip(step, -LARGEST_STEP, LARGEST_STEP)
            if side == 1:
                alone = values + (values - middle) @ stiff / np.maximum(information, 1e-6)
                middle = np.stack([told(met.known, alone[:, a], information[:, a], spread[1][a, a]) for a in range(actions)], 1)
                values[~seen[1]] = middle[~seen[1]]
            apart = (values - (middle if side == 1 else 0.0))[seen[side]]
            spread[side] = apart.T @ apart / len(apart) + np.linalg.inv(curvature[seen[side]]).mean(0) + LEAST_SPREAD * np.eye(actions)
    shift = other[seen[1]].mean(0)
    return RateFit((other - shift).astype(np.float32), places + shift, own.astype(np.float32), spread[0])


def told(known: np.ndarray, alone: np.ndarray, information: np.ndarray, spread: float) -> np.ndarray:
    """Weighted least squares of what the items' own data say (`alone`) on what is known of them."""
    sure = information > LEAST_KNOWN
    weight = np.where(sure, 1 / (spread + 1 / np.maximum(information, 1e-6)), 0.0)
    weighted = known * weight[:, None]
    target = np.where(sure, np.clip(alone, -LARGEST_LOGIT, LARGEST_LOGIT), 0.0)
    return known @ np.linalg.solve(weighted.T @ known + 1e-3 * np.eye(known.shape[1]), weighted.T @ target)
