"""Stored inputs and outputs of the graphs, and how far ONNX Runtime is from PyTorch on these and on random inputs of other sizes."""

import base64

import numpy as np
import onnxruntime
import torch

from .graphs import HISTORY, MODULES, OUTPUTS, graph_inputs, run_model
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
    """Per graph and output the largest absolute difference of ONNX Runtime (CPU) to the stored value."""
    found = {}
    for name, path in paths.items():
        values = session(path).run(list(OUTPUTS[name]), probes[name]["inputs"])
        for output, value in zip(OUTPUTS[name], values, strict=True):
            found[f"{name}.{output}"] = float(np.abs(value - probes[name]["outputs"][output]).max())
    return found


def random_differences(model: Model, paths: dict[str, str]) -> dict[str, float]:
    """The same against PyTorch on random inputs of several sizes, the largest of all."""
    model.eval()
    found: dict[str, float] = {}
    for name, path in paths.items():
        running = session(path)
        for size, (batch, events, candidates, queries) in enumerate(SIZES):
            inputs = graph_inputs(name, model, batch, events, candidates, queries, seed=100 + size)
            expected = run_model(name, model, inputs)
            values = running.run(list(OUTPUTS[name]), {key: tensor.numpy() for key, tensor in inputs.items()})
            for output, value in zip(OUTPUTS[name], values, strict=True):
                key = f"{name}.{output}"
                found[key] = max(found.get(key, 0.0), float(np.abs(value - expected[output]).max()))
    return found


def structure_differences(model: Model, paths: dict[str, str]) -> dict[str, float]:
    """
    Properties of the graphs: padding on the right and one history alone change nothing, a candidate scores alone as among others, and the history encoded
    together with a candidate as one more hidden event gives the candidate's logits.
    """
    inputs = {key: tensor.numpy() for key, tensor in graph_inputs("encode_history", model, 2, 9, 0, 0, seed=8).items()}
    encoder, scorer = session(paths["encode_history"]), session(paths["score_candidates"])
    keys, values, states = encoder.run(["keys", "values", "states"], inputs)
    longer = encoder.run(["keys", "values", "states"], {name: np.concatenate([inputs[name], np.zeros_like(inputs[name])], 1) for name in HISTORY})
    alone = encoder.run(["states"], {name: inputs[name][1:] for name in HISTORY})[0]
    request = {name: tensor.numpy() for name, tensor in graph_inputs("score_candidates", model, 2, 9, 128, 0, seed=9).items()}
    request |= {"keys": keys, "values": values, "length": np.array([9, 9])}
    (logits,) = scorer.run(["logits"], request)
    (single,) = scorer.run(["logits"], request | {"candidates": request["candidates"][:, 2:3]})
    (padded,) = scorer.run(["logits"], request | {"keys": longer[0], "values": longer[1]})
    item, gap, surface = request["candidates"][:, 2:3], request["gap"][:, None], request["surface"][:, None]
    last = (item, np.zeros_like(inputs["actions"][:, :1]), np.ones_like(gap), gap, surface)
    again = encoder.run(["states"], {name: np.concatenate([inputs[name], one], 1) for name, one in zip(HISTORY, last, strict=True)})[0]
    with torch.no_grad():
        whole = model.head(torch.from_numpy(again[:, -1])).numpy()
    return {
        "padding": float(np.abs(longer[2][:, :9] - states).max()),
        "batch": float(np.abs(alone - states[1:]).max()),
        "candidateAlone": float(np.abs(single[:, 0] - logits[:, 2]).max()),
        "paddedHistory": float(np.abs(padded - logits).max()),
        "recomputed": float(np.abs(whole - logits[:, 2]).max()),
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
