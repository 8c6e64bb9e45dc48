"""Stored inputs and outputs of both graphs, and how far ONNX Runtime is from PyTorch on them."""

import numpy as np
import onnxruntime
import torch

from .model import Model

# Of a 32-bit graph with a few hundred terms per sum; a wrong graph is off by far more.
TOLERANCE = 1e-3


def make_probes(model: Model, table: torch.Tensor, seed: int) -> dict[str, np.ndarray]:
    """Two histories of 9 events, the second with hidden actions and an untimed prefix, and 6 candidates each."""
    generator = torch.Generator().manual_seed(seed)
    chosen = torch.randint(len(table), (2, 9), generator=generator)
    actions = (torch.rand(2, 9, model.shape.actions, generator=generator) < 0.4).float()
    masked = torch.zeros(2, 9)
    masked[1, ::3] = 1.0
    gaps = torch.rand(2, 9, generator=generator) * 12.0
    gaps[1, :4] = -1.0
    gaps[:, 0] = 0.0
    items, candidates = table[chosen], table[torch.randint(len(table), (2, 6), generator=generator)]
    actions = actions * (1 - masked)[..., None]
    with torch.no_grad():
        states, queries = model.encoder(items, actions, masked, gaps)
        logits = model.scorer(states[:, -1], candidates)
    tensors = {"items": items, "actions": actions, "masked": masked, "gaps": gaps, "states": states, "queries": queries}
    tensors |= {"state": states[:, -1], "candidates": candidates, "logits": logits}
    return {name: tensor.numpy() for name, tensor in tensors.items()}


def largest_differences(probes: dict[str, np.ndarray], encode: str, score: str) -> dict[str, float]:
    """Per output the largest absolute difference of ONNX Runtime (CPU) to the stored value."""
    states, queries = session(encode).run(["states", "queries"], {name: probes[name] for name in ("items", "actions", "masked", "gaps")})
    (logits,) = session(score).run(["logits"], {name: probes[name] for name in ("state", "candidates")})
    found = {"states": states, "queries": queries, "logits": logits}
    return {name: float(np.abs(value - probes[name]).max()) for name, value in found.items()}


def structure_differences(probes: dict[str, np.ndarray], encode: str, score: str) -> dict[str, float]:
    """Properties of the graphs: padding on the right, one history alone, and one candidate alone change nothing."""
    encoder, scorer = session(encode), session(score)
    names = ("items", "actions", "masked", "gaps")
    whole = encoder.run(["queries"], {name: probes[name] for name in names})[0]
    padded = encoder.run(["queries"], {name: np.concatenate([probes[name], np.zeros_like(probes[name])], 1) for name in names})[0]
    alone = encoder.run(["queries"], {name: probes[name][1:] for name in names})[0]
    single = scorer.run(["logits"], {"state": probes["state"], "candidates": probes["candidates"][:, 2:3]})[0]
    return {
        "padding": float(np.abs(padded[:, : whole.shape[1]] - whole).max()),
        "batch": float(np.abs(alone - whole[1:]).max()),
        "candidateAlone": float(np.abs(single[:, 0] - probes["logits"][:, 2]).max()),
    }


def session(path: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def to_json(probes: dict[str, np.ndarray]) -> dict:
    return {name: {"shape": list(value.shape), "data": [float(f"{x:.8g}") for x in value.ravel()]} for name, value in probes.items()}
