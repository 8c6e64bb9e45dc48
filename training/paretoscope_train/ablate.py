"""
`python -m paretoscope_train.ablate --dataset EXPORT_DIR --out RESULT.json`: short runs that differ in one thing, at equal steps and parameters, compared over the
same held-out targets with a paired bootstrap over users. Every run is one line of `--runs FILE`; a run that stands there is not made again, so the whole can be made
in pieces. `--into BUNDLE_DIR` writes the result into a bundle's manifest as its record.
"""

import argparse
import dataclasses
import hashlib
import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import torch

from .arms import ARMS, COMPARISONS, SHORT, Start, packed, run_arm, unpacked, users_of, values_of
from .conditions import matrix_of, owners
from .data import BadExport, Dataset, read_export
from .intervals import interval
from .masked import Masked, hold_users, masked_quality
from .record import of_ablations, write
from .settings import Settings
from .setup import build_parts
from .split import Split, split_events
from .truth import read_truth

# Positive events per user that are predicted.
TARGETS_PER_USER = 4
OPTIONS = {field.name: type(field.default) for field in dataclasses.fields(Settings)}


def main() -> int:
    options = parser().parse_args()
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    try:
        ablate(options)
    except (BadExport, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def parser() -> argparse.ArgumentParser:
    result = argparse.ArgumentParser(prog="paretoscope_train.ablate", description="Short runs that differ in one thing, compared with paired intervals.")
    result.add_argument("--dataset", type=Path, required=True)
    result.add_argument("--truth", type=Path, help="what scripts/export-truth.ts wrote for the dataset: measures hidden actions against the true chances too")
    result.add_argument("--control", type=Path, help="export of the same world without the plant that masked actions live on")
    result.add_argument("--control-truth", type=Path)
    result.add_argument("--out", type=Path, required=True)
    result.add_argument("--runs", type=Path, help="file of finished runs, one a line; default: beside --out")
    result.add_argument("--into", type=Path, help="bundle whose manifest gets the result as its record")
    result.add_argument("--seeds", default="1,2,3,4,5")
    result.add_argument("--control-seeds", default="1,2")
    result.add_argument("--steps", type=int, default=300)
    result.add_argument("--arms", default=",".join(ARMS))
    result.add_argument("--heads", default="save,closeup,outbound", help="heads of HIT@3 and of the conditioning matrix")
    result.add_argument("--targets", type=int, default=4_000, help="held-out targets per arm at most")
    result.add_argument("--settings", default="", help="of the short configuration, as width=48,rate-scale=0.3")
    result.add_argument("--threads", type=int, default=1)
    return result


def ablate(options: argparse.Namespace) -> None:
    dataset = read_export(options.dataset)
    heads = tuple(name for name in options.heads.split(",") if name in dataset.action_names)
    settings = dataclasses.replace(SHORT, validation_limit=options.targets, **changed(options.settings))
    runs = Runs(options.runs or options.out.with_suffix(".runs.jsonl"), options.steps)
    arms = options.arms.split(",")
    split = hold_users(dataset, split_events(dataset, "leave-last-out", TARGETS_PER_USER))
    # Seed by seed, so that what is there when the work is cut short is whole.
    for seed in seeds(options.seeds):
        for arm in arms:
            runs.make(dataset, split, dataclasses.replace(settings, seed=seed), arm, heads)
    record = describe(options, dataset, split, settings, heads, runs)
    options.out.write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    if options.control is not None:
        control = read_export(options.control)
        held = hold_users(control, split_events(control, "leave-last-out", TARGETS_PER_USER))
        found = [runs.make(control, held, dataclasses.replace(settings, seed=seed), "joint", heads) for seed in seeds(options.control_seeds)]
        record["control"] = {"hash": control.hash, "seeds": len(found), "masked": hidden_actions(options.control_truth, control, held, settings, found)}
        options.out.write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    if options.into is not None:
        write(options.into, {"ablations": record}, of_ablations(record))


def seeds(text: str) -> list[int]:
    return [int(seed) for seed in text.split(",")]


def changed(text: str) -> dict:
    pairs = [part.partition("=") for part in filter(None, text.split(","))]
    names = [name.strip().replace("-", "_") for name, _, _ in pairs]
    for name in names:
        if name not in OPTIONS:
            raise ValueError(f"--settings names {name}, which is no setting.")
    return {name: OPTIONS[name](float(value)) if OPTIONS[name] is int else OPTIONS[name](value) for name, (_, _, value) in zip(names, pairs, strict=True)}


class Runs:
    """The finished runs in a file, by everything they depend on. Two processes may fill one file from both ends of the seeds."""

    def __init__(self, path: Path, steps: int):
        self.path, self.steps, self.read, self.done = path, steps, 0, {}
        self.catch_up()
        self.start: tuple[tuple[str, int], Start] | None = None

    def catch_up(self) -> None:
        if self.path.exists() and self.path.stat().st_size > self.read:
            lines = self.path.read_bytes()[self.read :].rpartition(b"\n")[0]
            self.read += len(lines) + 1
            self.done |= {line["key"]: line for line in map(json.loads, lines.splitlines())}

    def key(self, dataset: Dataset, settings: Settings, arm: str) -> str:
        return hashlib.sha256(json.dumps([dataset.hash, dataclasses.asdict(settings), arm, self.steps]).encode()).hexdigest()[:16]

    def make(self, dataset: Dataset, split: Split, settings: Settings, arm: str, heads: tuple[str, ...]) -> dict:
        key = self.key(dataset, settings, arm)
        self.catch_up()
        if key not in self.done:
            began = time.monotonic()
            # The arms of a seed differ in nothing that a model starts from.
            if self.start is None or self.start[0] != (dataset.hash, settings.seed):
                self.start = ((dataset.hash, settings.seed), build_parts(dataset, split, settings))
            result = run_arm(dataset, split, settings, arm, self.steps, heads, self.start[1])
            line = {"key": key, "data": dataset.hash, "arm": arm, "seed": settings.seed} | packed(result)
            line["seconds"] = round(time.monotonic() - began, 1)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
            self.done[key] = line
            told = unpacked(line)
            means = {measure: mean(values_of(told, measure)) for measure in ("recall@10", "hit@3")}
            print(json.dumps({"seed": settings.seed, "arm": arm, "data": dataset.hash[:8], **means, "seconds": line["seconds"]}), flush=True)
        return unpacked(self.done[key])

    def of(self, dataset: Dataset, settings: Settings, arm: str, every: list[int]) -> dict[int, dict]:
        """The finished runs of an arm by seed."""
        keys = {seed: self.key(dataset, dataclasses.replace(settings, seed=seed), arm) for seed in every}
        return {seed: unpacked(self.done[key]) for seed, key in keys.items() if key in self.done}


def mean(values: np.ndarray) -> float | None:
    return float(values.mean()) if len(values) > 0 else None


def describe(options: argparse.Namespace, dataset: Dataset, split: Split, settings: Settings, heads: tuple[str, ...], runs: Runs) -> dict:
    outcomes = {arm: runs.of(dataset, settings, arm, seeds(options.seeds)) for arm in options.arms.split(",")}
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "data": {"name": dataset.name, "hash": dataset.hash, "users": int((np.diff(dataset.start) > 0).sum()), "events": dataset.events},
        "seeds": {arm: sorted(found) for arm, found in outcomes.items()},
        "steps": options.steps,
        "settings": dataclasses.asdict(settings),
        "seconds": round(sum(one["seconds"] for found in outcomes.values() for one in found.values()), 1),
        "hit@3": f"of held-out slates of more than three items with the action, heads {', '.join(heads)} pooled",
        "comparisons": [found for arm, measure in COMPARISONS if (found := compare(dataset, outcomes.get("joint", {}), outcomes.get(arm, {}), arm, measure))],
        "conditions": {arm: conditions(dataset, found, heads) for arm, found in having(outcomes, "conditioned").items()},
        "masked": {arm: hidden_actions(options.truth, dataset, split, settings, found) for arm, found in having(outcomes, "masked.event").items()},
    }


def having(outcomes: dict[str, dict[int, dict]], name: str) -> dict[str, list[dict]]:
    """The runs of the arms in which `name` was measured."""
    return {arm: mine for arm, found in outcomes.items() if (mine := [one for one in found.values() if name in one])}


def compare(dataset: Dataset, joint: dict[int, dict], other: dict[int, dict], arm: str, measure: str) -> dict | None:
    """Joint minus the arm over the seeds that both have: the mean of every target's differences, with an interval over users; and each seed's difference."""
    pairs = [(joint[seed], other[seed]) for seed in joint if seed in other]
    if not pairs or len(values_of(pairs[0][0], measure)) == 0:
        return None
    differences = [values_of(one, measure) - values_of(another, measure) for one, another in pairs]
    means = {"joint": float(np.mean([values_of(one, measure).mean() for one, _ in pairs])), arm: float(np.mean([values_of(one, measure).mean() for _, one in pairs]))}
    found = interval(np.mean(differences, 0), users_of(dataset, pairs[0][0], measure))
    return {"measure": measure, "arm": arm, "means": means, "joint minus arm": found, "by seed": [float(one.mean()) for one in differences]}


def conditions(dataset: Dataset, outcomes: list[dict], heads: tuple[str, ...]) -> dict:
    """The matrix with every seed's targets, a user's together; topics by seed."""
    targets = np.concatenate([one["targets"] for one in outcomes])
    happened = dataset.actions[targets][:, [dataset.action_names.index(name) for name in heads]] > 0
    ranks = np.concatenate([one["conditioned"] for one in outcomes])
    matrix = {f"recall@{top}": matrix_of(ranks, happened, owners(dataset, targets), heads, top) for top in (10, 50)}
    return {"matrix": matrix, "topics": [one["topics"] for one in outcomes]}


def hidden_actions(truth: Path | None, dataset: Dataset, split: Split, settings: Settings, outcomes: list[dict]) -> dict:
    head = dataset.action_names.index("save")
    chance = None if truth is None else read_truth(truth, dataset).events[:, head]
    found = [Masked(one["masked.event"], one["masked.shown"], one["masked.hidden"]) for one in outcomes]
    return masked_quality(found, dataset, split, settings, head, chance)


if __name__ == "__main__":
    sys.exit(main())
