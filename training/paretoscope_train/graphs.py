"""Exports the three graphs as plain ONNX with symbolic axes: fp32 graphs that share one weight file, and self-contained int8 graphs."""

import json
import logging
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from .graph_modules import MODULES, axes_of, graph_inputs, outputs_of
from .model import Model

OPSET = 17
WEIGHTS, INDEX = "weights.bin", "weights.json"
ALIGNMENT = 64


def export_graphs(model: Model, folder: Path) -> dict[str, str]:
    """Writes the weight file, its index and the fp32 graphs; answers the manifest's `graphs`."""
    index = write_weights(model, folder)
    graphs = {}
    for name in MODULES:
        graphs[name] = f"{name}.onnx"
        graph = trace(name, model, folder / graphs[name], fold=False)
        share_weights(graph, index, folder)
        onnx.save_model(graph, str(folder / graphs[name]))
        onnx.checker.check_model(str(folder / graphs[name]))
    return graphs


def export_int8(model: Model, folder: Path) -> dict[str, str]:
    """Writes graphs whose large products are in 8 bits, weights inside."""
    graphs = {}
    # The quantiser recommends a preparation step in the root log; constants are folded already.
    logging.getLogger().setLevel(logging.ERROR)
    for name in MODULES:
        graphs[name] = f"{name}.int8.onnx"
        whole = folder / f"{name}.whole.onnx"
        onnx.save_model(trace(name, model, whole, fold=True), str(whole))
        # Weights keep to 7 bits: processors without 8-bit dot products add two products in 16 bits, which would overflow.
        options = {"weight_type": QuantType.QInt8, "per_channel": True, "reduce_range": True, "op_types_to_quantize": ["MatMul", "Gemm"]}
        quantize_dynamic(str(whole), str(folder / graphs[name]), **options)
        whole.unlink()
        graph = onnx.load(str(folder / graphs[name]))
        # Quantising names its own domain even where no operator of it is used.
        used = {node.domain for node in graph.graph.node}
        for entry in [entry for entry in graph.opset_import if entry.domain not in used]:
            graph.opset_import.remove(entry)
        onnx.save_model(graph, str(folder / graphs[name]))
    return graphs


def write_weights(model: Model, folder: Path) -> dict[str, dict]:
    """All parameters but the item table's, one after another; trunk names lose their prefix."""
    index: dict[str, dict] = {}
    with (folder / WEIGHTS).open("wb") as file:
        for name, tensor in model.named_parameters():
            if name.startswith("table.") or name == "log_user_scale":
                continue
            file.write(b"\0" * (-file.tell() % ALIGNMENT))
            index[plain_name(name)] = {"shape": list(tensor.shape), "offset": file.tell()}
            file.write(tensor.detach().numpy().astype("<f4").tobytes())
    (folder / INDEX).write_text(json.dumps({"tensors": index}, separators=(",", ":")) + "\n", "utf-8")
    return index


def plain_name(name: str) -> str:
    return name.removeprefix("trunk.")


def share_weights(graph: onnx.ModelProto, index: dict[str, dict], folder: Path) -> None:
    """Renames a graph's initialisers as the index does and makes them refer to the weight file. Every parameter is found there, byte for byte."""
    weights = (folder / WEIGHTS).read_bytes()
    renamed = {}
    for tensor in graph.graph.initializer:
        name = plain_name(tensor.name)
        if name not in index:
            continue
        data = onnx.numpy_helper.to_array(tensor).astype("<f4").tobytes()
        offset = index[name]["offset"]
        if weights[offset : offset + len(data)] != data:
            raise ValueError(f"{name} of the graph is not what the weight file holds.")
        renamed[tensor.name] = name
        tensor.name = name
        tensor.ClearField("raw_data")
        tensor.ClearField("float_data")
        refer(tensor, offset, len(data))
    for node in graph.graph.node:
        for place, name in enumerate(node.input):
            if name in renamed:
                node.input[place] = renamed[name]


def refer(tensor: onnx.TensorProto, offset: int, length: int) -> None:
    del tensor.external_data[:]
    for key, value in (("location", WEIGHTS), ("offset", str(offset)), ("length", str(length))):
        entry = tensor.external_data.add()
        entry.key, entry.value = key, value
    tensor.data_location = onnx.TensorProto.EXTERNAL


def trace(name: str, model: Model, path: Path, fold: bool) -> onnx.ModelProto:
    module = MODULES[name](model).eval()
    inputs = graph_inputs(name, model, batch=2, events=5, candidates=3, queries=2, seed=1)
    with warnings.catch_warnings():
        # The tracing exporter says that it is the older one; it is the one that writes a graph without local functions and keeps names.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            tuple(inputs.values()),
            str(path),
            input_names=list(inputs),
            output_names=list(outputs_of(name, model)),
            dynamic_axes=axes_of(name, model),
            opset_version=OPSET,
            do_constant_folding=fold,
            dynamo=False,
        )
    graph = onnx.load(str(path))
    onnx.checker.check_model(graph, full_check=True)
    # The exporter writes the places of source lines into the graph: of no use elsewhere.
    for node in graph.graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    return graph
