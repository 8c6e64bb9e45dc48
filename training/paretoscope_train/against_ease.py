"""
`python -m paretoscope_train.against_ease --dataset EXPORT --bundle BUNDLE --out RESULT.json`: a bundle beside EASE (Steck 2019) on the last positive event of every
user, all items ranked, for catalogues whose matrix the console's evaluation leaves out as too large.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import torch

from .data import BadExport, Dataset, read_export
from .intervals import intervals
from .load_bundle import load_bundle
from .metrics import target_ranks
from .split import held_out_from
from .windows import gap_column

LAMBDAS = (50.0, 200.0, 800.0)


def together(dataset: Dataset, end: np.ndarray, least: int = 5) -> tuple[np.ndarray, np.ndarray]:
    """Items met by `least` users or more before `end` of each [users], and how many users met two of them: [m, m]."""
    mine = [np.unique(dataset.item[first:last]) for first, last in zip(dataset.start[:-1], end, strict=True)]
    items = np.flatnonzero(np.bincount(np.concatenate(mine), minlength=len(dataset.items)) >= least)
    place = np.full(len(dataset.items), -1)
    place[items] = np.arange(len(items))
    counts = np.zeros(len(items) ** 2, np.float32)
    for first in range(0, dataset.users, 2_000):
        rows = [kept[kept >= 0] for kept in (place[one] for one in mine[first : first + 2_000])]
        counts += np.bincount(np.concatenate([(row[:, None] * len(items) + row).ravel() for row in rows]), minlength=len(counts)).astype(np.float32)
    return items, counts.reshape(len(items), len(items))


def ease(counts: np.ndarray, strength: float) -> torch.Tensor:
    """Weights B [m, m]: the score of an item is the sum of its column over what a user met."""
    inverse = torch.linalg.inv(torch.from_numpy(counts + strength * np.eye(len(counts), dtype=np.float32)))
    weights = -inverse / inverse.diagonal()
    weights.fill_diagonal_(0.0)
    return weights


def met(dataset: Dataset, users: np.ndarray, end: np.ndarray) -> torch.Tensor:
    """Which items each user met before `end` [users]: [rows, items] of 0 and 1."""
    result = torch.zeros(len(users), len(dataset.items))
    for row, user in enumerate(users):
        result[row, torch.from_numpy(dataset.item[dataset.start[user] : end[user]])] = 1.0
    return result


def ease_ranks(dataset: Dataset, users: np.ndarray, targets: np.ndarray, end: np.ndarray, items: np.ndarray, weights: torch.Tensor) -> np.ndarray:
    """Rank from 0 of each user's target, items of the history left out; the number of all items where EASE does not know the target."""
    place = np.full(len(dataset.items), -1)
    place[items] = np.arange(len(items))
    ranks = np.full(len(users), float(len(dataset.items)))
    for first in range(0, len(users), 512):
        x = met(dataset, users[first : first + 512], end)[:, items]
        scores = (x @ weights).masked_fill(x > 0, -torch.inf)
        mine = place[dataset.item[targets[first : first + 512]]]
        known = np.flatnonzero(mine >= 0)
        own = scores[known, mine[known]][:, None]
        ranks[first + known] = ((scores[known] > own).sum(1) + ((scores[known] == own).sum(1) - 1) / 2).numpy()
    return ranks


def held_users(dataset: Dataset, end: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Users who have something before `end`, which is an event of theirs before `last`."""
    return np.flatnonzero((end > dataset.start[:-1]) & (end < last))


def measure(dataset: Dataset, bundle: Path) -> dict:
    end = held_out_from(dataset, 0)
    earlier = held_out_from(dataset, 1)
    users = held_users(dataset, end, dataset.start[1:])
    chooser = held_users(dataset, earlier, end)[::10]
    best: tuple[float, float] = (-1.0, LAMBDAS[0])
    items, counts = together(dataset, earlier)
    for strength in LAMBDAS:
        found = gain(ease_ranks(dataset, chooser, earlier[chooser], earlier, items, ease(counts, strength))).mean()
        print(json.dumps({"lambda": strength, "ndcg@10": float(found), "users": len(chooser)}), flush=True)
        best = max(best, (float(found), strength))
    items, counts = together(dataset, end)
    other = ease_ranks(dataset, users, end[users], end, items, ease(counts, best[1]))
    model, manifest = load_bundle(bundle)
    own = target_ranks(model, dataset, gap_column(dataset), end[users], manifest["historyLength"])
    columns = {"recall@10": lambda ranks: (ranks < 10).astype(float), "recall@50": lambda ranks: (ranks < 50).astype(float), "ndcg@10": gain}
    result = {}
    for name, value in columns.items():
        parts = intervals([(value(own), users), (value(other), users), (value(own) - value(other), users)])
        result[name] = dict(zip(("bundle", "ease", "bundle minus ease"), parts, strict=True))
    return {"data": dataset.name, "users": len(users), "items": len(items), "of": len(dataset.items), "lambda": best[1], **result}


def gain(ranks: np.ndarray) -> np.ndarray:
    return np.where(ranks < 10, 1 / np.log2(ranks + 2), 0.0)


def main() -> int:
    parser = argparse.ArgumentParser(prog="paretoscope_train.against_ease", description="A bundle beside EASE on the last positive event of every user.")
    parser.add_argument("--dataset", type=Path, required=True)
    parser.add_argument("--bundle", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    try:
        result = measure(read_export(options.dataset), options.bundle)
    except BadExport as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(json.dumps(result), flush=True)
    if options.out is not None:
        options.out.write_text(json.dumps(result, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
