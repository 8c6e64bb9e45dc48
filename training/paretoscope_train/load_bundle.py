"""Reads a written bundle back into the model it was exported from, so that what is shipped is what is measured."""

import json
from pathlib import Path

import numpy as np
import torch
from torch import nn

from .bundle import MANIFEST, BadGraph
from .graph_modules import run_model
from .graphs import plain_name
from .model import Model
from .probes import TOLERANCE, decoded
from .trunk import Shape


class KeptVectors(nn.Module):
    """In the place of the item table, which a bundle holds only folded."""

    def __init__(self, vectors: np.ndarray):
        super().__init__()
        self.register_buffer("vectors", torch.from_numpy(vectors))

    def forward(self, items: torch.Tensor | None = None) -> torch.Tensor:
        return self.vectors if items is None else self.vectors[items]


def load_bundle(folder: Path) -> tuple[Model, dict]:
    """The model and the manifest; raises BadGraph where the model does not answer what the bundle's stored probes say."""
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    model = read_model(folder, manifest)
    probes = json.loads((folder / manifest["probes"]["file"]).read_text("utf-8"))
    for name, probe in probes.items():
        found = run_model(name, model, {key: torch.from_numpy(decoded(value).copy()) for key, value in probe["inputs"].items()})
        for output, value in probe["outputs"].items():
            difference = np.abs(found[output] - decoded(value)).max(initial=0.0)
            if not difference < TOLERANCE:
                raise BadGraph(f"The model read from {folder} differs from its stored probes: {name}.{output} by {difference:.2e}.")
    return model, manifest


def read_model(folder: Path, manifest: dict) -> Model:
    """The model of a bundle's weights. Raises KeyError or ValueError where they are not this trainer's."""
    shape = Shape(
        actions=manifest["actions"],
        surfaces=len(manifest["surfaces"]),
        topics=len(manifest["topics"]),
        offsets=len(manifest["offsets"]),
        width=manifest["dimensions"],
        hidden=manifest["width"],
        layers=manifest["layers"],
        heads=manifest["attentionHeads"],
    )
    vectors = np.fromfile(folder / manifest["vectors"]["file"], "<f4").reshape(-1, shape.width)
    model = Model(shape, KeptVectors(vectors), torch.full((shape.actions,), 0.5)).eval()
    index = json.loads((folder / manifest["weights"]["index"]).read_text("utf-8"))["tensors"]
    weights = (folder / manifest["weights"]["file"]).read_bytes()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name == "log_user_scale":
                continue
            place = index[plain_name(name)]
            if tuple(place["shape"]) != tuple(parameter.shape):
                raise ValueError(f"{plain_name(name)} has the shape {place['shape']}, this trainer's has {list(parameter.shape)}.")
            parameter.copy_(torch.from_numpy(np.frombuffer(weights, "<f4", parameter.numel(), place["offset"]).copy()).reshape(parameter.shape))
    return model
