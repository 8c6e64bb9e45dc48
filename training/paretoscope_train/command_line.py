"""`python -m paretoscope_train --dataset EXPORT_DIR --out BUNDLE_DIR`: progress as JSON lines on stdout, one error line on stderr."""

import argparse
import dataclasses
import json
import shlex
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import numpy
import onnx
import onnxruntime
import torch

from .bundle import BadGraph, Contents, write_bundle
from .data import BadExport, Dataset, read_export
from .loop import Fit, fit, restore
from .settle import settle_heads
from .settings import Settings
from .setup import build_model, vocabulary
from .split import split_events
from .topic_terms import add_topic_terms

OPTIONS = {field.name: field for field in dataclasses.fields(Settings)}


class Parser(argparse.ArgumentParser):
    """Reports a wrong option like any other error: one line."""

    def error(self, message: str) -> NoReturn:
        print(f"error: {message}", file=sys.stderr)
        raise SystemExit(2)


def parser() -> argparse.ArgumentParser:
    result = Parser(prog="paretoscope_train", description="Trains a bundle from a dataset exported by the console.")
    result.add_argument("--dataset", type=Path, required=True, help="folder written by the console's dataset export")
    result.add_argument("--out", type=Path, required=True, help="new folder for the bundle")
    result.add_argument("--name", help="name of the bundle; default: the dataset's name")
    result.add_argument("--holdout", choices=["leave-last-out", "none"], default="leave-last-out", help="what the model never learns from")
    result.add_argument("--validation-targets", type=int, default=3, help="positive events per user, before the held-out one, that choose the stopping point")
    result.add_argument("--no-refit", action="store_true", help="keep the fit that was validated instead of fitting again with the validation events")
    result.add_argument("--checkpoint", type=Path, help="file that holds the best fit so far; with --export-only it is read and nothing is trained")
    result.add_argument("--export-only", action="store_true", help="export what --checkpoint holds")
    result.add_argument("--threads", type=int, default=0, help="threads of PyTorch; default: its own choice")
    result.add_argument("--no-int8", action="store_true", help="leave out the graphs in 8 bits")
    result.add_argument("--untrained", action="store_true", help="write the weights that training would start from, with random ones where those are zero (for tests)")
    result.add_argument("--weights", default="", help="default utility weights, as save=1,click=0.3")
    group = result.add_argument_group("settings (default in brackets)")
    for name, field in OPTIONS.items():
        group.add_argument(f"--{name.replace('_', '-')}", type=type(field.default), default=field.default, help=f"[{field.default}]")
    return result


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    try:
        manifest = train(options)
    except (BadExport, BadGraph, FileExistsError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    training = manifest["training"]
    say({"phase": "Done", "fraction": 1.0, "bundle": str(options.out), "metrics": training["metrics"], "seconds": training["seconds"]})
    return 0


def train(options: argparse.Namespace) -> dict:
    began = time.monotonic()
    if options.threads > 0:
        torch.set_num_threads(options.threads)
    # Sums that fade away end in numbers so small that processors slow down on them.
    torch.set_flush_denormal(True)
    settings = Settings(**{name: getattr(options, name) for name in OPTIONS})
    weights = parse_weights(options.weights)
    if options.out.exists() and any(options.out.iterdir()):
        raise FileExistsError(f"{options.out} is not empty; choose a new folder for the bundle.")
    say({"phase": "Reading the dataset", "fraction": 0.0})
    dataset = read_export(options.dataset)
    for head in weights:
        if head not in dataset.action_names:
            raise ValueError(f"--weights names {head}, which is no action of this dataset ({', '.join(dataset.action_names)}).")
    contents = lambda training: Contents(
        name=options.name or dataset.name,
        history=max(settings.history, settings.serve_history),
        words=vocabulary(dataset, settings),
        weights=weights,
        training=training,
        int8=not options.no_int8,
    )
    if options.untrained:
        return write_untrained(options, settings, dataset, contents, began)
    if options.export_only and options.checkpoint is None:
        raise ValueError("--export-only needs --checkpoint FILE.")
    refit = not options.no_refit and not options.export_only
    # Of the time given, the second fit takes at most as long as the first.
    first = dataclasses.replace(settings, minutes=settings.minutes / 2) if refit else settings
    split = split_events(dataset, options.holdout, options.validation_targets)
    if len(split.targets) == 0:
        raise ValueError("No user has two positive events, so there is nothing to choose the stopping point by.")
    share = 0.5 if refit else 1.0
    if options.export_only:
        chosen = restore(dataset, split, settings, options.checkpoint)
    else:
        tell = lambda note, part: say({"phase": f"Training: {note}", "fraction": 0.02 + 0.93 * share * part})
        chosen = fit(dataset, split, first, tell, checkpoint=options.checkpoint)
    model = chosen.model
    if refit:
        every = split_events(dataset, options.holdout, 0)
        final = fit(dataset, every, settings, lambda note, part: say({"phase": f"Fitting again: {note}", "fraction": 0.02 + 0.93 * (0.5 + 0.5 * part)}), chosen.epochs)
        model = final.model
    say({"phase": "Exporting", "fraction": 0.96})
    if settings.settle_users > 0:
        settle_heads(model, dataset, split, settings)
    if settings.topic_strength > 0:
        add_topic_terms(model, vocabulary(dataset, settings).item_topics, settings.topic_strength)
    return write_bundle(options.out, dataset, model, contents(record(options, settings, dataset, chosen, refit, len(split.targets), began)))


def write_untrained(options: argparse.Namespace, settings: Settings, dataset: Dataset, contents: Callable[[dict], Contents], began: float) -> dict:
    """A bundle whose graphs, sizes and checks are real and whose answers mean nothing."""
    model = build_model(dataset, split_events(dataset, "none", 0), settings)
    generator = torch.Generator().manual_seed(settings.seed)
    with torch.no_grad():
        for parameter in model.parameters():
            zero = parameter.ndim > 1 and not parameter.any()
            # Everything differs from everything, so that a graph that mixes up two tensors is told.
            parameter.add_(torch.randn(parameter.shape, generator=generator), alpha=parameter.shape[1] ** -0.5 if zero else 0.02)
        model.head.down.weight.mul_(10.0)
    chosen = Fit(model, 0, {}, (), 0.0)
    return write_bundle(options.out, dataset, model, contents(record(options, settings, dataset, chosen, False, 0, began) | {"untrained": True}))


def record(options: argparse.Namespace, settings: Settings, dataset: Dataset, chosen, refit: bool, targets: int, began: float) -> dict:
    kind = "leave-last-out" if options.holdout == "leave-last-out" else "none"
    before = "the held-out one" if kind == "leave-last-out" else "the end"
    limited = f", {settings.validation_limit} of them at random" if targets > settings.validation_limit else ""
    validation = f"the {options.validation_targets} positive events before {before} of every user ({targets} targets whose item is new to the user{limited}) chose the stopping point"
    validation += "; the model was then fitted again for as many epochs with them" if refit else " and were not learned from"
    defaults = Settings()
    changed = [f"--{name.replace('_', '-')} {getattr(settings, name)}" for name in OPTIONS if getattr(settings, name) != getattr(defaults, name)]
    command = " ".join(["python -m paretoscope_train --dataset EXPORT_DIR --out BUNDLE_DIR", f"--holdout {options.holdout}", *changed])
    if options.weights:
        command += f" --weights {shlex.quote(options.weights)}"
    if options.validation_targets != 3:
        command += f" --validation-targets {options.validation_targets}"
    for name in ("no_refit", "no_int8", "untrained"):
        if getattr(options, name):
            command += f" --{name.replace('_', '-')}"
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "seed": settings.seed,
        "seconds": round(time.monotonic() - began + (chosen.seconds if options.export_only else 0.0), 1),
        "split": {"kind": kind, "validation": validation},
        "metrics": {"validation": chosen.validation, "epochs": chosen.epochs, "curve": [round(value, 5) for value in chosen.curve]},
        "command": command,
        "settings": dataclasses.asdict(settings),
        "data": {"users": dataset.users, "items": len(dataset.items), "events": dataset.events},
        "versions": {"torch": torch.__version__, "numpy": numpy.__version__, "onnx": onnx.__version__, "onnxruntime": onnxruntime.__version__},
        "device": "cpu",
    }


def parse_weights(text: str) -> dict[str, float]:
    result = {}
    for part in filter(None, text.split(",")):
        name, _, value = part.partition("=")
        try:
            result[name.strip()] = float(value)
        except ValueError as error:
            raise ValueError(f"--weights: {part} is not NAME=NUMBER.") from error
    return result


def say(line: dict) -> None:
    print(json.dumps(line, ensure_ascii=False), flush=True)
