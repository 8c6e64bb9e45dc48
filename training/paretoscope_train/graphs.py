"""Exports the two graphs as plain ONNX: standard operators, weights inside the file, symbolic batch, history and candidate axes."""

import warnings
from pathlib import Path

import onnx
import torch

from .model import Model

OPSET = 17


def export_graphs(model: Model, folder: Path) -> dict[str, str]:
    """Writes `encode_history.onnx` and `score_candidates.onnx`; answers the manifest's `graphs`."""
    shape = model.shape
    width = shape.width + 1
    history = (torch.randn(2, 5, width), torch.zeros(2, 5, shape.actions), torch.zeros(2, 5), torch.ones(2, 5))
    write(
        model.encoder,
        history,
        folder / "encode_history.onnx",
        ["items", "actions", "masked", "gaps"],
        ["states", "queries"],
        {name: {0: "B", 1: "n"} for name in ("items", "actions", "masked", "gaps", "states", "queries")},
    )
    write(
        model.scorer,
        (torch.randn(2, shape.hidden), torch.randn(2, 3, width)),
        folder / "score_candidates.onnx",
        ["state", "candidates"],
        ["logits"],
        {"state": {0: "B"}, "candidates": {0: "B", 1: "k"}, "logits": {0: "B", 1: "k"}},
    )
    return {"encode_history": "encode_history.onnx", "score_candidates": "score_candidates.onnx"}


def write(module: torch.nn.Module, arguments: tuple, path: Path, inputs: list[str], outputs: list[str], axes: dict) -> None:
    module.eval()
    with warnings.catch_warnings():
        # The tracing exporter says that it is the older one; it is the one that writes a graph without local functions.
        warnings.simplefilter("ignore")
        torch.onnx.export(module, arguments, str(path), input_names=inputs, output_names=outputs, dynamic_axes=axes, opset_version=OPSET, dynamo=False)
    graph = onnx.load(str(path))
    onnx.checker.check_model(graph, full_check=True)
    # The exporter writes the places of source lines into the graph: of no use elsewhere.
    for node in graph.graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    onnx.save_model(graph, str(path))
