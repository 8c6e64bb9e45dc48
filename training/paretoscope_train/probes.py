"""Stored inputs and outputs of the graphs, and how far ONNX Runtime is from PyTorch on these and on random inputs of other sizes."""

import base64

import numpy as np
import onnxruntime
import torch

from .graph_modules import HISTORY, MODULES, after, graph_inputs, nothing_before, of_layers, outputs_of, run_model
from .model import Model

# Of a 32-bit graph with a few hundred terms per sum; a wrong graph is off by far more.
TOLERANCE = 1e-4
# Sizes that the graphs are compared at: batch, events, candidates, queries.
SIZES = ((1, 1, 1, 1), (3, 17, 8, 4), (2, 64, 31, 16))


def make_probes(model: Model) -> dict[str, dict[str, dict[str, np.ndarray]]]:
    """Per graph the inputs and what PyTorch answers: two histories of 7 events, 5 candidates, 3 queries."""
    model.eval()
    result = {}
    for name in MODULES:
        inputs = graph_inputs(name, model, batch=2, events=7, candidates=5, queries=3, seed=7)
        result[name] = {"inputs": {key: tensor.numpy() for key, tensor in inputs.items()}, "outputs": run_model(name, model, inputs)}
    return result


def largest_differences(probes: dict, paths: dict[str, str]) -> dict[str, float]:
    """Per graph and output (keys and values of all layers together) the largest absolute difference of ONNX Runtime (CPU) to the stored value."""
    found: dict[str, float] = {}
    for name, path in paths.items():
        expected = probes[name]["outputs"]
        widen(found, name, dict(zip(expected, session(path).run(list(expected), probes[name]["inputs"]), strict=True)), expected)
    return found


def widen(found: dict[str, float], name: str, values: dict, expected: dict) -> None:
    """Raises what was found of each output to how far `values` are from `expected`."""
    for output, value in values.items():
        key = f"{name}.{output.split('.')[0]}"
        found[key] = max(found.get(key, 0.0), float(np.abs(value - expected[output]).max()))


def random_differences(model: Model, paths: dict[str, str]) -> dict[str, float]:
    """The same against PyTorch on random inputs of several sizes, the largest of all."""
    model.eval()
    found: dict[str, float] = {}
    for name, path in paths.items():
        running = session(path)
        for size, (batch, events, candidates, queries) in enumerate(SIZES):
            inputs = graph_inputs(name, model, batch, events, candidates, queries, seed=100 + size)
            expected = run_model(name, model, inputs)
            values = running.run(list(expected), {key: tensor.numpy() for key, tensor in inputs.items()})
            widen(found, name, dict(zip(expected, values, strict=True)), expected)
    return found


def structure_differences(model: Model, paths: dict[str, str]) -> dict[str, float]:
    """
    Properties of the graphs: they are the model that was trained; padding on the right and one history alone change nothing; a history read on from a kept
    beginning is the history read whole; a candidate scores alone as among others, and as the history encoded with it as one more hidden event.
    """
    events = 9
    arrays = lambda tensors: {key: np.asarray(tensor) for key, tensor in tensors.items()}
    inputs = {key: value for key, value in arrays(graph_inputs("encode_history", model, 2, events, 0, 0, seed=8)).items() if key in HISTORY}
    none = arrays(nothing_before(model, 2))
    encoder, scorer = session(paths["encode_history"]), session(paths["score_candidates"])
    names = outputs_of("encode_history", model)
    encode = lambda given: dict(zip(names, encoder.run(list(names), given), strict=True))
    cut = lambda tensors, first, last: {name: tensors[name][:, first:last] for name in HISTORY}
    whole = encode(inputs | none)
    with torch.no_grad():
        given = [torch.from_numpy(inputs[name]) for name in HISTORY]
        keys, values, states = model.trunk.history(*given)
        recent = model.recent(*given[:4])
    found = dict(zip(of_layers(model), (*keys, *values), strict=True)) | {"states": states}
    sums = whole["recent"].reshape(2, events, -1, model.shape.width).sum(2)
    longer = encode({name: np.concatenate([inputs[name], np.zeros_like(inputs[name])], 1) for name in HISTORY} | none)
    alone = encode({name: inputs[name][1:] for name in HISTORY} | arrays(nothing_before(model, 1)))
    # The second history keeps fewer events: its beginning is padded with keys and values that must not be seen.
    before = [5, 3]
    rest = {name: np.stack([inputs[name][row, first : first + 4] for row, first in enumerate(before)]) for name in HISTORY}
    continued = encode(rest | arrays(after(model, encode(cut(inputs, 0, 5) | none), torch.tensor(before))))
    same = lambda name, row: np.abs(continued[name][row] - (whole[name][row, :, before[row] : before[row] + 4] if "." in name else whole[name][row, before[row] : before[row] + 4])).max()
    request = arrays(graph_inputs("score_candidates", model, 2, events, 128, 0, seed=9))
    request |= {"length": np.array([events, events])} | {name: whole[name] for name in of_layers(model)}
    (logits,) = scorer.run(["logits"], request)
    (single,) = scorer.run(["logits"], request | {"candidates": request["candidates"][:, 2:3]})
    (padded,) = scorer.run(["logits"], request | {name: longer[name] for name in of_layers(model)})
    item, gap, surface = request["candidates"][:, 2:3], request["gap"][:, None], request["surface"][:, None]
    last = (item, np.zeros_like(inputs["actions"][:, :1]), np.ones_like(gap), gap, surface)
    again = encode({name: np.concatenate([inputs[name], one], 1) for name, one in zip(HISTORY, last, strict=True)} | none)["states"]
    with torch.no_grad():
        recomputed = model.head(torch.from_numpy(again[:, -1])).numpy()
    return {
        "trained": max(float(np.abs(whole[name] - tensor.numpy()).max()) for name, tensor in found.items()),
        "recent": float(np.abs(sums - recent.numpy()).max()),
        "continued": max(float(same(name, row)) for name in names for row in range(2)),
        "padding": float(np.abs(longer["states"][:, :events] - whole["states"]).max()),
        "batch": float(np.abs(alone["states"] - whole["states"][1:]).max()),
        "candidateAlone": float(np.abs(single[:, 0] - logits[:, 2]).max()),
        "paddedHistory": float(np.abs(padded - logits).max()),
        "recomputed": float(np.abs(recomputed - logits[:, 2]).max()),
        "spread": float(logits.std(1).max()),
    }


def session(path: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def to_json(probes: dict) -> dict:
    return {name: {side: {key: encoded(value) for key, value in tensors.items()} for side, tensors in probe.items()} for name, probe in probes.items()}


def encoded(value: np.ndarray) -> dict:
    integer = value.dtype.kind == "i"
    data = np.ascontiguousarray(value, "<i8" if integer else "<f4")
    return {"type": "int64" if integer else "float32", "shape": list(value.shape), "data": base64.b64encode(data.tobytes()).decode("ascii")}


def decoded(tensor: dict) -> np.ndarray:
    return np.frombuffer(base64.b64decode(tensor["data"]), "<i8" if tensor["type"] == "int64" else "<f4").reshape(tensor["shape"])
