"""
Whether conditions do what they say: recall of targets with an outcome under its condition against another's, and topics that match.
`python -m paretoscope_train.conditions --dataset EXPORT --bundle BUNDLE --out RESULT.json` measures a written bundle.
"""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import torch

from .data import BadExport, Dataset, read_export
from .intervals import interval, simultaneous_lower
from .load_bundle import load_bundle
from .metrics import window_before
from .model import Model
from .settings import Settings
from .setup import vocabulary
from .split import Split, split_events
from .windows import collate, gap_column


@torch.no_grad()
def conditioned_scores(
    model: Model, dataset: Dataset, gaps: np.ndarray, targets: np.ndarray, length: int, outcomes: torch.Tensor, topics: torch.Tensor
) -> torch.Tensor:
    """
    Scores of all items per target and condition [targets, Q, items], from the events before each target; outcomes [targets, Q, A], topics [targets, Q]. Targets
    ascend; near ones of one user are read from one window.
    """
    model.eval()
    table = model.table()
    ends, row = shared_windows(owners(dataset, targets), targets, length)
    windows = [window_before(dataset, end, length) for end in ends]
    data = collate(dataset, gaps, windows)
    items, none = table[data.item], torch.zeros_like(data.gaps)
    _, _, states = model.trunk.history(items, data.actions, none, data.gaps, data.surfaces)
    recent = model.recent(items, data.actions, none, data.gaps)
    column = targets - 1 - np.array([window[0] for window in windows])[row]
    last = torch.from_numpy(row), torch.from_numpy(column)
    return model.query(states[last], recent[last], outcomes, topics, torch.zeros_like(topics)) @ table.T


def shared_windows(user: np.ndarray, targets: np.ndarray, length: int) -> tuple[list[int], np.ndarray]:
    """Where windows end, and each target's window: a target stands in the window of a later one of its user if at least half of the window is before it."""
    ends: list[int] = []
    row = np.empty(len(targets), np.int64)
    for place in range(len(targets) - 1, -1, -1):
        if place == len(targets) - 1 or user[place] != user[place + 1] or ends[-1] - targets[place] > length // 2:
            ends.append(int(targets[place]))
        row[place] = len(ends) - 1
    return ends, row


def held_targets(dataset: Dataset, split: Split, limit: int) -> np.ndarray:
    return split.targets if len(split.targets) <= limit else np.sort(np.random.default_rng(0).choice(split.targets, limit, replace=False))


def owners(dataset: Dataset, events: np.ndarray) -> np.ndarray:
    return np.searchsorted(dataset.start, events, side="right") - 1


def condition_ranks(model: Model, dataset: Dataset, gaps: np.ndarray, targets: np.ndarray, length: int, heads: tuple[str, ...], batch: int = 48) -> np.ndarray:
    """Rank from 0 of each target's item under every head as the only outcome asked for: [targets, heads]."""
    places = [dataset.action_names.index(name) for name in heads]
    ranks = np.empty((len(targets), len(heads)))
    for first in range(0, len(targets), batch):
        chosen = targets[first : first + batch]
        outcomes = torch.zeros(len(chosen), len(places), len(dataset.action_names))
        for row, place in enumerate(places):
            outcomes[:, row, place] = 1.0
        scores = conditioned_scores(model, dataset, gaps, chosen, length, outcomes, torch.zeros(len(chosen), len(places), dtype=torch.long))
        mine = scores.gather(2, torch.from_numpy(dataset.item[chosen])[:, None, None].expand(-1, len(places), 1))
        above = (scores > mine).sum(2).float() + ((scores == mine).sum(2) - 1) / 2
        if not dataset.keeps_seen:
            for row, (start, target) in enumerate(zip(dataset.start[owners(dataset, chosen)], chosen, strict=True)):
                met = scores[row][:, np.unique(dataset.item[start:target])]
                above[row] -= (met > mine[row]).sum(1)
        ranks[first : first + batch] = above.numpy()
    return ranks


def matrix_of(ranks: np.ndarray, happened: np.ndarray, users: np.ndarray, heads: tuple[str, ...], top: int) -> list[dict]:
    """
    Per pair (Y, X) of outcomes: recall@`top` of targets with outcome Y under condition Y minus under X, with lower bounds that hold for all pairs together.
    ranks, happened [targets, heads].
    """
    hit = (ranks < top).astype(float)
    pairs = [(own, other) for own in range(len(heads)) for other in range(len(heads)) if own != other and happened[:, own].any()]
    columns = [(hit[happened[:, own], own] - hit[happened[:, own], other], users[happened[:, own]]) for own, other in pairs]
    bounds = simultaneous_lower(columns) if columns else []
    return [
        {"target": heads[own], "against": heads[other], "recall": float(hit[happened[:, own], own].mean()), **bound, "targets": int(happened[:, own].sum())}
        for (own, other), bound in zip(pairs, bounds, strict=True)
    ]


def topic_match(model: Model, dataset: Dataset, gaps: np.ndarray, split: Split, settings: Settings, item_topics: np.ndarray, limit: int = 400, top: int = 10) -> dict:
    """Share of the `top` retrieved items that have a topic drawn from the catalogue (the rarest of a random item's), asked for and not."""
    targets = held_targets(dataset, split, limit)
    wanted = item_topics[np.random.default_rng(0).integers(0, len(item_topics), len(targets)), 0]
    targets, wanted = targets[wanted > 0], wanted[wanted > 0]
    if len(targets) == 0:
        return {}
    match = []
    for first in range(0, len(targets), 32):
        asked = wanted[first : first + 32]
        topics = torch.from_numpy(np.stack([np.zeros_like(asked), asked], 1))
        none = torch.zeros(len(asked), 2, len(dataset.action_names))
        scores = conditioned_scores(model, dataset, gaps, targets[first : first + 32], settings.history, none, topics)
        best = scores.topk(min(top, scores.shape[2]), 2).indices.numpy()
        match.append((item_topics[best] == asked[:, None, None, None]).any(3).mean(2))
    shares, users = np.concatenate(match), owners(dataset, targets)
    plain, asked = interval(shares[:, 0], users), interval(shares[:, 1], users)
    return {"unconditioned": plain["mean"], "conditioned": asked["mean"], "low": asked["low"], "high": asked["high"], "requests": len(targets)}


def main() -> int:
    parser = argparse.ArgumentParser(prog="paretoscope_train.conditions", description="Whether the conditions of a bundle do what they say.")
    parser.add_argument("--dataset", type=Path, required=True)
    parser.add_argument("--bundle", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--heads", default="save,closeup,outbound")
    parser.add_argument("--back", type=int, default=1, help="positive events per user that are predicted, the newest first; more than the bundle held out is no test")
    parser.add_argument("--targets", type=int, default=100_000, help="at most so many")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    try:
        dataset = read_export(options.dataset)
    except BadExport as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    model, manifest = load_bundle(options.bundle)
    heads = tuple(name for name in options.heads.split(",") if name in dataset.action_names)
    split, gaps, length = split_events(dataset, "none", options.back), gap_column(dataset), manifest["historyLength"]
    targets = held_targets(dataset, split, options.targets)
    ranks = condition_ranks(model, dataset, gaps, targets, length, heads)
    happened = dataset.actions[targets][:, [dataset.action_names.index(name) for name in heads]] > 0
    settings = Settings(history=length)
    result = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "data": {"name": dataset.name, "hash": dataset.hash},
        "bundle": {"name": manifest["name"], "date": manifest["training"].get("date")},
        "matrix": {f"recall@{top}": matrix_of(ranks, happened, owners(dataset, targets), heads, top) for top in (10, 50)},
        "permuted": {f"recall@{top}": matrix_of(ranks, np.random.default_rng(1).permutation(happened), owners(dataset, targets), heads, top) for top in (10, 50)},
        "topics": topic_match(model, dataset, gaps, split, settings, vocabulary(dataset, settings).item_topics, 1_000),
    }
    print(json.dumps(result), flush=True)
    if options.out is not None:
        options.out.write_text(json.dumps(result, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
