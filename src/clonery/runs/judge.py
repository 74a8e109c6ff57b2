"""The judge of [P] criteria: a model that is asked about one criterion at a time, with all the evidence."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

from .config import ConfigError, Judging
from .criteria import Criterion, Evidence
from .exhibits import brief, exhibits
from .scenario import Scenario
from .verdict import Verdict

Vote = Literal["pass", "fail", "unclear"]
PROVIDERS = {
    "openai": ("https://api.openai.com/v1", "OPENAI_BASE_URL", "OPENAI_API_KEY"),
    "anthropic": ("https://api.anthropic.com", "ANTHROPIC_BASE_URL", "ANTHROPIC_API_KEY"),
}
"""By provider: the address, the variable that names another, and that of the key."""
MODEL_ENV = "CLONERY_JUDGE_MODEL"
TIMEOUT_SECONDS = 120.0
PAUSES_SECONDS = (1.0, 4.0)
"""How long to wait before each new try of a request that a provider could not take."""
ANSWER_TOKENS = 1024


class JudgeUnreachable(RuntimeError):
    """No judge answered; the message says why."""


@dataclass(frozen=True)
class Sample:
    """One answer of the model; `cited` are the exhibits it rests on."""

    vote: Vote
    reason: str
    cited: tuple[str, ...] = ()


class Judge:
    """Asks a model, or plays back what it once said where `cassettes` holds that."""

    def __init__(self, settings: Judging, model: str = "", pause: Callable[[float], None] = time.sleep) -> None:
        self.settings = settings
        self._model = model
        self._pause = pause

    def model(self, scenario: Scenario) -> str:
        """The model that judges a scenario; "" where none is named."""
        return self._model or scenario.config.evaluator_model or self.settings.model or os.environ.get(MODEL_ENV, "")

    def decide(self, criterion: Criterion, scenario: Scenario, evidence: Evidence) -> Verdict:
        """The verdict of the majority. Raises JudgeUnreachable."""
        model = self.model(scenario)
        if not model:
            return _verdict(criterion, "not_judged", "no model is named that judges: see judge.model in clonery.toml")
        shown = exhibits(evidence)
        system, asked = brief(criterion.text, scenario.prompt, scenario.expected, shown)
        samples = self._samples(model, system, asked, set(shown))
        if samples is None:
            return _verdict(criterion, "not_judged", f"no key for {model}, and no cassette holds this")
        return _majority(criterion, samples, self.settings.floor)

    def _samples(self, model: str, system: str, asked: str, known: set[str]) -> list[Sample] | None:
        cassette = self._cassette(model, system, asked)
        if cassette is not None and cassette.is_file():
            held = json.loads(cassette.read_text("utf-8"))["answers"]
            return [read(text, known) for text in held]
        provider = provider_of(self.settings, model)
        key = key_of(self.settings, provider)
        if not key and not self.settings.url:
            return None
        texts = [self._ask(provider, key, model, system, asked) for _ in range(self.settings.samples)]
        if cassette is not None:
            cassette.parent.mkdir(parents=True, exist_ok=True)
            document = {"model": model, "asked": asked, "answers": texts}
            cassette.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", "utf-8")
        return [read(text, known) for text in texts]

    def _cassette(self, model: str, system: str, asked: str) -> Path | None:
        if not self.settings.cassettes:
            return None
        parts = json.dumps([model, self.settings.samples, system, asked]).encode()
        return Path(self.settings.cassettes) / f"{blake2b(parts, digest_size=16).hexdigest()}.json"

    def _ask(self, provider: str, key: str, model: str, system: str, asked: str) -> str:
        import httpx

        url, headers, body = request(self.settings, provider, key, model, system, asked)
        said = ""
        for pause in (0.0, *PAUSES_SECONDS):
            if pause:
                self._pause(pause)
            try:
                answer = httpx.post(url, headers=headers, json=body, timeout=TIMEOUT_SECONDS)
            except httpx.TransportError as error:
                said = f"{url}: {error or type(error).__name__}"
                continue
            if answer.status_code < 300:
                return _text(provider, answer)
            said = f"{url} answered {answer.status_code}: {answer.text[:200]}"
            if answer.status_code < 500 and answer.status_code not in (408, 409, 429):
                break
        raise JudgeUnreachable(said)


def configured(settings: Judging, model: str = "") -> Judge | None:
    """The judge, if there is anything to ask or to play back. Raises ConfigError for an unknown provider."""
    if settings.provider and settings.provider not in PROVIDERS:
        raise ConfigError(f"judge.provider {settings.provider!r} is unknown: {' or '.join(PROVIDERS)}")
    keyed = any(key_of(settings, provider) for provider in PROVIDERS)
    return Judge(settings, model) if keyed or settings.url or settings.cassettes else None


def provider_of(settings: Judging, model: str) -> str:
    """Who is asked for a model: the provider that is named, else the one whose models are called so."""
    if settings.provider:
        return settings.provider
    return "anthropic" if model.startswith("claude") and not settings.url else "openai"


def key_of(settings: Judging, provider: str) -> str:
    return os.environ.get(settings.key_env or PROVIDERS[provider][2], "")


def request(
    settings: Judging, provider: str, key: str, model: str, system: str, asked: str
) -> tuple[str, dict[str, str], dict[str, Any]]:
    """Address, headers and body of one question."""
    usual, variable, _ = PROVIDERS[provider]
    base = (settings.url or os.environ.get(variable) or usual).rstrip("/")
    if provider == "anthropic":
        headers = {"x-api-key": key, "anthropic-version": "2023-06-01"}
        messages = [{"role": "user", "content": asked}]
        body = {"model": model, "max_tokens": ANSWER_TOKENS, "system": system, "messages": messages}
        return f"{base.removesuffix('/v1')}/v1/messages", headers, body
    messages = [{"role": "system", "content": system}, {"role": "user", "content": asked}]
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return f"{base}/chat/completions", headers, {"model": model, "messages": messages}


def _text(provider: str, answer: Any) -> str:
    try:
        made = answer.json()
        if provider == "anthropic":
            return "".join(part.get("text", "") for part in made["content"])
        return str(made["choices"][0]["message"]["content"] or "")
    except (ValueError, LookupError, TypeError, AttributeError):
        raise JudgeUnreachable(f"{answer.url} answered in no form that is known: {answer.text[:200]}") from None


def read(text: str, known: set[str]) -> Sample:
    """What a model's answer says. A vote that cites nothing of the evidence is none."""
    start, end = text.find("{"), text.rfind("}")
    try:
        made = json.loads(text[start : end + 1])
    except ValueError:
        return Sample("unclear", f"the judge answered without JSON: {text[:120]}")
    if not isinstance(made, Mapping) or made.get("verdict") not in ("pass", "fail"):
        return Sample("unclear", f"the judge gave no verdict: {text[:120]}")
    listed = made.get("evidence")
    cited = tuple(str(id) for id in listed if str(id) in known) if isinstance(listed, list) else ()
    reason = str(made.get("reason") or "")[:1000]
    if not cited:
        return Sample("unclear", f"the judge cited no evidence: {reason}")
    return Sample("pass" if made["verdict"] == "pass" else "fail", reason, cited)


def _majority(criterion: Criterion, samples: list[Sample], floor: float) -> Verdict:
    votes = Counter(sample.vote for sample in samples)
    first, count = votes.most_common(1)[0]
    chosen = next(sample for sample in samples if sample.vote == first)
    agreement = count / len(samples)
    told = f"{chosen.reason} (agreement {count} of {len(samples)})" if len(samples) > 1 else chosen.reason
    if first == "unclear" or agreement < floor or votes["pass"] == votes["fail"]:
        return _verdict(criterion, "undetermined", told, chosen.cited)
    return _verdict(criterion, "passed" if first == "pass" else "failed", told, chosen.cited)


def _verdict(criterion: Criterion, status: Any, reason: str, cited: tuple[str, ...] = ()) -> Verdict:
    return Verdict(criterion.text, criterion.tag, criterion.line, status, criterion.weight, reason, cited)
