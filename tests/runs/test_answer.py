"""The answer, in each of the ways that harnesses print one."""

import json

import pytest

from clonery.runs.answer import answer


@pytest.mark.parametrize(
    ("stdout", "said"),
    [
        ('{"text": "done"}', "done"),
        ('\n {"text": "done", "more": 1}\n', "done"),
        ('{"payloads": [{"text": "one"}, {"text": "two"}, {"image": "x"}, "three"]}', "one\ntwo\nthree"),
        ('log line\n{"text": "amid"}\nbye', "amid"),
        ('{"step": 1}\nnoise\n{"meta": {"text": "inner"}, "text": "outer"}\n', "outer"),
        ('start {"payloads": [{"text": "p"}]} end', "p"),
        ('{"type": "start"}\n{"text": "a"}\n{"text": "b"}\n', "a\nb"),
        ("plain\n\n  lines \n", "plain\nlines"),
        ("", ""),
        ('{"other": 1}', '{"other": 1}'),
        ("{broken", "{broken"),
        ('{"text": 5}', '{"text": 5}'),
    ],
)
def test_the_answer_is_found(stdout: str, said: str) -> None:
    assert answer(stdout) == said


def test_what_would_take_long_does_not() -> None:
    assert answer("{" * 200_000) == "{" * 200_000
    deep = "x\n" + json.dumps({"text": "far"}) + "\n" + "{" * 1000
    assert answer(deep) == "far"
