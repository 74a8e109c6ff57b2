"""What runners and time do to runs."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest


@pytest.fixture
def seed() -> str:
    return "ci-cd-pipeline"


@pytest.fixture
def finish(base: str) -> Callable[..., httpx.Response]:
    """Lets jobs end as a runner reports it."""
    host, _, rest = base.partition("/s/")
    url = f"{host}/_clonery/sessions/{rest.split('/')[0]}/clones/github/acts/finish-job"

    def call(**arguments: Any) -> httpx.Response:
        return httpx.post(url, json={"arguments": {"repository": "acme/service", **arguments}})

    return call


def test_all_open_jobs_end_at_once(http: httpx.Client, finish: Callable[..., httpx.Response]) -> None:
    runs = "/repos/acme/service/actions/runs"
    run = http.get(runs, params={"status": "in_progress"}).json()["workflow_runs"][0]["id"]
    told = finish(run=run, conclusion="timed_out").json()
    assert told["result"] == {"run": run, "ended": ["test", "lint"]}
    assert http.get(f"{runs}/{run}").json()["conclusion"] == "timed_out"
    assert finish(run=run, conclusion="success").json()["is_error"] is True
    assert finish(run=99, conclusion="success").json()["is_error"] is True
