"""The network: a small BERT with features of words, tag scores with a CRF, and a linker.

Everything the linker needs of the encoder are linear projections of words, so an exported network
ends there; what follows is small enough for numpy (`reportedly.extract.linking`).
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from reportedly.extract.linking import FEATURES
from reportedly.extract.tagging import IMPOSSIBLE, NAMES, STANCES, Pieces, Tag, allowed
from reportedly.extract.words import Quoted, Shape


def thinned(x: Tensor, share: float, training: bool) -> Tensor:
    """Return `x` with dropout; on a CPU its own way of drawing takes as long as a layer."""
    if not training or not share:
        return x
    drawn = torch.empty(-(-x.numel() // 8), dtype=torch.int64, device=x.device)
    drawn.random_(-(2**63), 2**63 - 1)
    kept = drawn.view(torch.uint8)[: x.numel()].view(x.shape) >= round(256 * share)
    return x * kept / (1 - share)


class Layer(nn.Module):
    """A transformer layer as BERT has it: attention, then two linear steps, each normed after."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float, eps: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm1 = nn.LayerNorm(width, eps=eps)
        self.norm2 = nn.LayerNorm(width, eps=eps)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Transform (batch, pieces, width); `mask` is added to the attention scores."""
        batch, length, width = x.shape
        parts = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        # On a CPU in 16 bits, spelt out, half the time of `scaled_dot_product_attention`.
        close = query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1])
        seen = (close if mask is None else close + mask).softmax(-1).to(value.dtype) @ value
        seen = self.out(seen.transpose(1, 2).reshape(batch, length, width))
        x = self.norm1(x + thinned(seen, self.dropout, self.training))
        grown = self.down(F.gelu(self.up(x)))
        return self.norm2(x + thinned(grown, self.dropout, self.training))


class Network(nn.Module):
    """The encoder with the tag scores and the linker's projections."""

    def __init__(self, config: dict, dropout: float = 0.1, linked: int = 128) -> None:
        super().__init__()
        width, eps = config["hidden_size"], config["layer_norm_eps"]
        self.first = 2 if config["model_type"] == "mpnet" else 0
        self.relative = None
        if "relative_attention_num_buckets" in config:
            buckets = config["relative_attention_num_buckets"]
            self.relative = nn.Embedding(buckets, config["num_attention_heads"])
        self.word = nn.Embedding(config["vocab_size"], width)
        self.position = nn.Embedding(config["max_position_embeddings"], width)
        self.shape = nn.Embedding(len(Shape), width)
        self.quoted = nn.Embedding(len(Quoted), width)
        self.begins = nn.Embedding(2, width)
        for table in (self.shape, self.quoted, self.begins):
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(width, eps=eps)
        self.dropout = dropout
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"], dropout, eps)
            for _ in range(config["num_hidden_layers"])
        )
        self.tags = nn.Linear(width, Tag.COUNT)
        self.names = nn.Linear(width, 1 + 2 * len(NAMES))
        self.stances = nn.Linear(width, len(STANCES))
        # For each role a projection of a fragment's first and of its last word.
        self.ends = nn.Linear(width, 6 * linked)
        self.transitions = nn.Parameter(torch.zeros(Tag.COUNT + 1, Tag.COUNT))
        self.register_buffer("forbidden", torch.from_numpy(~allowed()))
        self.linkers = nn.ModuleDict({"source": Linker(linked), "content": Linker(linked)})

    def forward(
        self, pieces: Tensor, looks: Tensor, heads: Tensor, mask: Tensor | None
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return tag scores, projections, name scores and stance scores.

        They are (batch, words, tags), (batch, words, 6, linked), (batch, words, name tags) and
        (batch, words, stances);
        `pieces` is (batch, pieces), `looks` (batch, pieces, 3), `heads` (batch, words).
        """
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.word(pieces) + self.position(places + self.first)
        x = x + self.shape(looks[..., 0]) + self.quoted(looks[..., 1]) + self.begins(looks[..., 2])
        x = thinned(self.norm(x), self.dropout, self.training)
        if self.relative is not None:
            bias = self.relative(_buckets(places, self.relative.num_embeddings)).permute(2, 0, 1)
            mask = bias[None] if mask is None else bias[None] + mask
        for layer in self.layers:
            x = layer(x, mask)
        x = x.gather(1, heads[..., None].expand(-1, -1, x.shape[-1]))
        x = thinned(x, self.dropout, self.training)
        return self.tags(x), self.ends(x).unflatten(-1, (6, -1)), self.names(x), self.stances(x)

    def steps(self) -> Tensor:
        """Return the transition scores, impossible ones very low."""
        return self.transitions.masked_fill(self.forbidden, IMPOSSIBLE)

    def heads(self) -> dict[str, np.ndarray]:
        """Return the weights of what follows the encoder, by name."""
        weights = {name: value.numpy() for name, value in self.linkers.state_dict().items()}
        return {**weights, "transitions": self.steps().detach().numpy()}


def _buckets(places: Tensor, count: int, farthest: int = 128) -> Tensor:
    """Return the bucket of every pair's distance, as T5 and MPNet have them."""
    apart = places[:, None] - places[None]
    half, exact = count // 2, count // 4
    far = apart.abs()
    grown = torch.log(far.clamp(min=1) / exact) / math.log(farthest / exact) * (half - exact)
    long = (exact + grown.long()).clamp(max=half - 1)
    return (apart < 0).long() * half + torch.where(far < exact, far, long)


class Linker(nn.Module):
    """Scores a fragment with a cue, and a cue with nothing."""

    def __init__(self, linked: int) -> None:
        super().__init__()
        self.features = nn.Embedding(FEATURES, linked)
        self.mixed = nn.Linear(linked, linked)
        self.score = nn.Linear(linked, 1)
        self.nothing = nn.Linear(linked, 1)

    def forward(self, fragment: Tensor, cue: Tensor, features: Tensor) -> Tensor:
        """Return the scores of pairs: (pairs, linked) twice and (pairs, kinds of features)."""
        both = fragment + cue + self.features(features).sum(-2)
        return self.score(F.relu(self.mixed(F.relu(both)))).squeeze(-1)


def initial(base: Path, layers: int | None = None) -> Network:
    """Return a network with the weights of the BERT or MPNet in `base` (Hugging Face's layout).

    It has the lowest `layers` of the base's layers, or all of them.
    """
    from safetensors.torch import load_file

    config = json.loads((base / "config.json").read_text())
    config["num_hidden_layers"] = layers or config["num_hidden_layers"]
    network = Network(config)
    given = {
        name.removeprefix("bert.").removeprefix("mpnet."): tensor
        for name, tensor in load_file(base / "model.safetensors").items()
    }
    state = network.state_dict()
    state["word.weight"] = given["embeddings.word_embeddings.weight"]
    state["position.weight"] = given["embeddings.position_embeddings.weight"]
    kinds = given.get("embeddings.token_type_embeddings.weight")
    if kinds is not None:  # every piece has type 0, so its embedding goes into the positions
        state["position.weight"] = state["position.weight"] + kinds[0]
    if network.relative is not None:
        state["relative.weight"] = given["encoder.relative_attention_bias.weight"]
    mpnet = config["model_type"] == "mpnet"
    attention = "attention.attn." if mpnet else "attention.self."
    names = {
        "out": "attention.attn.o" if mpnet else "attention.output.dense",
        "norm1": "attention.LayerNorm" if mpnet else "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for kind in ("weight", "bias"):
        state[f"norm.{kind}"] = given[f"embeddings.LayerNorm.{kind}"]
        for number in range(config["num_hidden_layers"]):
            theirs = f"encoder.layer.{number}."
            parts = ("q", "k", "v") if mpnet else ("query", "key", "value")
            state[f"layers.{number}.qkv.{kind}"] = torch.cat(
                [given[f"{theirs}{attention}{part}.{kind}"] for part in parts]
            )
            for mine, name in names.items():
                state[f"layers.{number}.{mine}.{kind}"] = given[f"{theirs}{name}.{kind}"]
    network.load_state_dict(state)
    return network


def vocabulary(base: Path) -> Pieces:
    """Return what cuts words into the pieces of the encoder in the folder `base`."""
    numbers = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    pieces = Pieces(sorted(numbers, key=numbers.__getitem__))
    if "<s>" in numbers:  # MPNet's marks of begin and end
        pieces.marks = numbers["<s>"], numbers["</s>"]
    return pieces
