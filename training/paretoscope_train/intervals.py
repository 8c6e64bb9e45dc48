"""Intervals that draw users with everything they have (Efron and Tibshirani 1993, section 13.3), alone and for several means at once."""

from collections.abc import Callable, Sequence

import numpy as np

DRAWS = 2_000


def user_counts(users: int, draws: int = DRAWS, seed: int = 1) -> np.ndarray:
    """How often each of `users` stands in each draw: [draws, users]."""
    return np.random.default_rng(seed).multinomial(users, np.full(users, 1 / users), draws).astype(np.float64)


def interval(values: np.ndarray, users: np.ndarray) -> dict[str, float]:
    """Mean of the values and its 95% interval; `users` says whose each value is."""
    (found,) = intervals([(values, users)])
    return found | {"targets": len(values), "users": len(np.unique(users))}


def intervals(columns: Sequence[tuple[np.ndarray, np.ndarray]]) -> list[dict[str, float]]:
    """Per column of (values, users) its mean and 95% interval, all from the same draws."""
    means, drawn = resampled(columns)
    low, high = np.nanpercentile(drawn, [2.5, 97.5], axis=0)
    return [{"mean": float(m), "low": float(a), "high": float(b)} for m, a, b in zip(means, low, high, strict=True)]


def simultaneous_lower(columns: Sequence[tuple[np.ndarray, np.ndarray]], level: float = 0.95) -> list[dict[str, float]]:
    """
    Means of the columns with lower bounds that hold together at `level`: mean - q se, where q is the quantile of the largest (draw - mean) / se over the columns
    (max-t, Romano and Wolf 2005).
    """
    means, drawn = resampled(columns)
    error = np.maximum(drawn.std(0), 1e-12)
    quantile = np.quantile(((drawn - means) / error).max(1), level)
    return [{"difference": float(m), "low": float(m - quantile * e), "se": float(e)} for m, e in zip(means, error, strict=True)]


def resampled(columns: Sequence[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """Means of the columns [m] and of every draw of users [draws, m]; a user is drawn for all columns at once."""
    names = np.unique(np.concatenate([users for _, users in columns]))
    sums, counts = np.zeros((len(names), len(columns))), np.zeros((len(names), len(columns)))
    for column, (values, users) in enumerate(columns):
        place = np.searchsorted(names, users)
        sums[:, column] = np.bincount(place, values, len(names))
        counts[:, column] = np.bincount(place, minlength=len(names))
    times = user_counts(len(names))
    with np.errstate(invalid="ignore", divide="ignore"):
        return sums.sum(0) / counts.sum(0), (times @ sums) / (times @ counts)


def of_draws(statistic: Callable[[np.ndarray], dict[str, float]], users: int, draws: int = 400) -> dict[str, dict[str, float]]:
    """95% intervals of statistics that are no means: `statistic` answers named numbers for how often each user counts [users]."""
    whole = statistic(np.ones(users))
    drawn = [statistic(times) for times in user_counts(users, draws)]
    spread = {name: np.percentile([one[name] for one in drawn if np.isfinite(one[name])] or [np.nan], [2.5, 97.5]) for name in whole}
    return {name: {"value": value, "low": float(spread[name][0]), "high": float(spread[name][1])} for name, value in whole.items()}
