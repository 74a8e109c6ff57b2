"""Criteria as SQL: tables of kinds, of the log and the diff, the session's own database, and what is kept out."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from tests.runs.playing import call, crafted

from clonery.runs.criteria.sql import Query

REFUNDS = [{"id": "re_1", "amount": 500, "metadata": {"why": "late"}}, {"id": "re_2", "amount": 700}]
SEEN = crafted({"stripe/refund": REFUNDS[:1]}, {"stripe/refund": REFUNDS}, [call(1, "PostRefunds", clone="stripe")])


@pytest.mark.parametrize(
    ("statement", "expected", "passed"),
    [
        ("SELECT sum(amount) FROM stripe_refund", "1200", True),
        ("SELECT sum(amount) FROM stripe_refund", "1200.0", True),
        ("SELECT sum(amount) FROM stripe_refund", "1", False),
        ("SELECT count(*) = 2 FROM stripe_refund", None, True),
        ("SELECT count(*) FROM stripe_refund WHERE amount > 900", None, False),
        ("SELECT id FROM stripe_refund EXCEPT SELECT id FROM before_stripe_refund", "re_2", True),
        ("SELECT metadata ->> 'why' FROM stripe_refund WHERE id = 're_1'", "late", True),
        ("SELECT count(*) FROM calls WHERE operation = 'PostRefunds'", "1", True),
        ("SELECT type || ' ' || id FROM changes", "added re_2", True),
        ("SELECT id FROM stripe_refund WHERE amount = 1", None, False),
        ("SELECT nothing FROM stripe_refund", None, None),
        ("DELETE FROM stripe_refund", None, None),
        ("ATTACH ':memory:' AS more", None, None),
        ("SELECT 1; SELECT 2", None, None),
    ],
)
def test_a_statement_decides(statement: str, expected: str | None, passed: bool | None) -> None:
    assert Query(statement, expected).decide(SEEN.world).passed is passed


def test_a_statement_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clonery.runs.criteria.sql.STATEMENT_STEPS", 100_000)
    endless = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t"
    assert "interrupted" in Query(endless).decide(SEEN.world).reason


def test_the_sessions_own_database_is_there_to_be_read(tmp_path: Path) -> None:
    path = tmp_path / "main.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE records (doc)")
        db.execute("INSERT INTO records VALUES (1), (2)")
    db.close()
    seen = replace(SEEN, database=path)
    assert Query("SELECT count(*) FROM session.records", "2").decide(seen.world).passed
    assert Query("DELETE FROM session.records").decide(seen.world).passed is None
