"""One thing under its many spellings: models, sellers, sources."""

from __future__ import annotations

import re
from functools import lru_cache

MEMORY = 10_000  # names; a column repeats the same ones
_VENDOR = re.compile(r"^[\w.~-]+/")
_NOT_WORD = re.compile(r"[^0-9a-z+]+")
_DAY = re.compile(r"-(20\d\d-?(0[1-9]|1[0-2])(-?[0-3]\d)?|[01]\d[0-3]\d)$")
_STATE = re.compile(r"-(latest|preview|exp|experimental|beta|chat|instruct|it)(?=-|$)")
_EDITION = re.compile(r"\s*(@|:|\(|, read ).*$")

# Names under which the tables know those who sell their own models; other sellers are hosts.
DEVELOPERS = {
    "ai21": "AI21",
    "anthropic": "Anthropic",
    "cohere": "Cohere",
    "cohere_chat": "Cohere",
    "dashscope": "Alibaba",
    "deepseek": "DeepSeek",
    "gemini": "Google",
    "google": "Google",
    "meta": "Meta",
    "minimax": "MiniMax",
    "mistral": "Mistral",
    "moonshot": "Moonshot",
    "moonshotai": "Moonshot",
    "openai": "OpenAI",
    "text-completion-openai": "OpenAI",
    "x-ai": "xAI",
    "xai": "xAI",
    "zai": "Z.ai",
}
# How names of models begin that one developer makes and others sell too.
MAKERS = {
    "claude": "Anthropic",
    "command": "Cohere",
    "deepseek": "DeepSeek",
    "gemini": "Google",
    "gemma": "Google",
    "glm": "Z.ai",
    "gpt": "OpenAI",
    "grok": "xAI",
    "kimi": "Moonshot",
    "llama": "Meta",
    "minimax": "MiniMax",
    "mistral": "Mistral",
    "qwen": "Alibaba",
}


@lru_cache(maxsize=MEMORY)
def folded(name: str) -> str:
    """A name without differences of case, spacing and punctuation.

    Examples
    --------
    >>> folded("NVIDIA  H100 SXM5-80GB")
    'nvidia-h100-sxm5-80gb'
    """
    return _NOT_WORD.sub("-", name.casefold()).strip("-")


def folded_model(name: str) -> str:
    """A model's identifier without vendor prefix and spelling; versions stay apart.

    Examples
    --------
    >>> folded_model("openai/gpt-4o-2024-05-13"), folded_model("GPT-4o-2024-05-13")
    ('gpt-4o-2024-05-13', 'gpt-4o-2024-05-13')
    """
    return folded(_VENDOR.sub("", name.strip()))


@lru_cache(maxsize=MEMORY)
def model_key(name: str) -> str:
    """The model itself: no vendor, no day of release, no word for stage or tuning.

    Examples
    --------
    >>> model_key("claude-opus-4-20250514"), model_key("z-ai/glm-4.5"), model_key("GPT-4o-2024-05")
    ('claude-opus-4', 'glm-4-5', 'gpt-4o')
    """
    key, before = folded_model(name), ""
    while key != before:
        before = key
        key = _DAY.sub("", _STATE.sub("", key))
    return key


def maker_of(name: str) -> str | None:
    """Who makes a model, from how its name begins; None where that does not say.

    Examples
    --------
    >>> maker_of("anthropic/claude-3-haiku"), maker_of("o3")
    ('Anthropic', None)
    """
    key = folded_model(name)
    return next((maker for start, maker in MAKERS.items() if key.startswith(start)), None)


@lru_cache(maxsize=MEMORY)
def source_family(title: str) -> str:
    """A title of a source without edition, file and day of reading.

    Examples
    --------
    >>> source_family("Epoch AI, epoch-research/ai-chip-counts@d1b1bc3:csv_export/x.csv")
    'epoch ai, epoch-research/ai-chip-counts'
    """
    return _EDITION.sub("", title.strip()).casefold()
