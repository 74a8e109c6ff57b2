"""Harnesses as processes: bounded in time and output, and gone with all that they started."""

import os
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clonery.runs.process import HEAD_BYTES, MARK, TAIL_BYTES, Ended, Live, NotStarted, Stopped, execute, strays

ENV = {"PATH": os.environ["PATH"]}


def ran(code: str, timeout: float = 20.0, live: Live | None = None, **env: str) -> Ended:
    return execute(live or Live(), [sys.executable, "-S", "-c", code], {**ENV, **env}, Path.cwd(), timeout)


def gone(pid: int) -> bool:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False


def test_output_and_exit_code_are_its_own() -> None:
    ended = ran("import sys; print('out'); print('err', file=sys.stderr); sys.exit(7)")
    assert (ended.exit_code, ended.timed_out, ended.stdout, ended.stderr) == (7, False, "out\n", "err\n")
    assert ran("import os; os.kill(os.getpid(), 9)").exit_code == -signal.SIGKILL


def test_it_gets_the_environment_that_is_given_and_nothing_to_read() -> None:
    ended = ran("import os, sys; print(sorted(os.environ), sys.stdin.read() == '')", ONLY="x")
    assert "'ONLY'" in ended.stdout
    assert "HOME" not in ended.stdout
    assert ended.stdout.strip().endswith("True")


def test_one_that_never_ends_is_killed_with_its_children() -> None:
    code = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-S', '-c', 'import time; time.sleep(60)'])\n"
        "print(child.pid, flush=True); time.sleep(60)"
    )
    ended = ran(code, timeout=1.5)
    assert (ended.exit_code, ended.timed_out) == (None, True)
    assert 1.4 < ended.seconds < 10
    assert gone(int(ended.stdout))


@pytest.mark.skipif(sys.platform != "linux", reason="who left the group is found in /proc")
def test_a_child_that_leaves_the_group_is_found_by_its_mark() -> None:
    code = (
        "import subprocess, sys\n"
        "code = 'import time; time.sleep(60)'\n"
        "child = subprocess.Popen([sys.executable, '-S', '-c', code], start_new_session=True)\n"
        "print(child.pid)"
    )
    ended = ran(code, **{MARK: "run-of-test"})
    assert ended.exit_code == 0
    assert ended.seconds < 10
    assert gone(int(ended.stdout))
    assert strays("run-of-test") == []


def test_megabytes_are_bounded_and_the_end_is_kept() -> None:
    ended = ran("import sys; sys.stdout.buffer.write(b'x' * 12_000_000 + b'\\xff\\n{\"text\": \"end\"}\\n')")
    assert ended.stdout.endswith('�\n{"text": "end"}\n')
    assert "bytes left out" in ended.stdout
    assert HEAD_BYTES < len(ended.stdout) <= HEAD_BYTES + TAIL_BYTES + 64 * 1024 + 100


def test_what_cannot_be_started_says_why(tmp_path: Path) -> None:
    with pytest.raises(NotStarted, match="the command 'no-such-thing' can't be found"):
        execute(Live(), ["no-such-thing"], ENV, tmp_path, 5)
    with pytest.raises(NotStarted, match=r"folder .* is not there"):
        execute(Live(), ["true"], ENV, tmp_path / "nowhere", 5)
    plain = tmp_path / "plain"
    plain.write_text("x")
    with pytest.raises(NotStarted, match="may not be executed"):
        execute(Live(), [str(plain)], ENV, tmp_path, 5)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_one_that_kills_its_parent_ends_its_own_run_alone(number: int) -> None:
    code = f"import os, time; print(os.getpid(), flush=True); os.kill(os.getppid(), {int(number)}); time.sleep(60)"
    ended = ran(code)
    assert (ended.exit_code, ended.timed_out) == (-number, False)
    assert gone(int(ended.stdout))


def test_many_at_a_time_end_as_one_does() -> None:
    with ThreadPoolExecutor(8) as pool:
        ended = list(pool.map(lambda n: ran(f"print({n}); raise SystemExit({n})"), range(40)))
    assert [(one.exit_code, one.stdout) for one in ended] == [(n, f"{n}\n") for n in range(40)]


def test_stopping_ends_what_runs_and_starts_nothing_more() -> None:
    live = Live()
    threading.Timer(0.5, live.stop).start()
    began = time.monotonic()
    with pytest.raises(Stopped):
        ran("import time; time.sleep(60)", live=live)
    assert time.monotonic() - began < 10
    with pytest.raises(Stopped):
        ran("pass", live=live)
