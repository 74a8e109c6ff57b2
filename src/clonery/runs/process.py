"""A harness as a process: started without a shell, bounded in time and output, ended with all that it started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

HEAD_BYTES = 1024 * 1024
TAIL_BYTES = 3 * 1024 * 1024
"""What is kept of an output: its beginning, and its end, where answers stand."""
PIECE_BYTES = 64 * 1024
GRACE_SECONDS = 0.5
"""How long a pipe may stay open behind the process that was started: something that it left behind holds it."""
MOST_FILES = 4096
"""File descriptors that this process may hold when it starts a harness."""
MARK = "CLONERY_RUN_ID"
"""The variable by which whatever descends from a harness is found, wherever it went."""


class NotStarted(OSError):
    """The command can't be started; the message says why."""


class Stopped(RuntimeError):
    """The runs were ended from outside."""


@dataclass(frozen=True)
class Ended:
    """How a process ended: `exit_code` is below 0 for a signal, None where it had to be killed for its time."""

    exit_code: int | None
    timed_out: bool
    stdout: str
    stderr: str
    seconds: float


class Output:
    """Reads a pipe to its end and keeps a bounded part."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._head = bytearray()
        self._tail: deque[bytes] = deque()
        self._tail_bytes = self._lost = 0
        self._thread = threading.Thread(target=self._read, args=(pipe,), daemon=True)
        self._thread.start()

    def _read(self, pipe: IO[bytes]) -> None:
        # A pipe that the farm closes under the reader ends it as its end does.
        with contextlib.suppress(OSError, ValueError):
            while piece := os.read(pipe.fileno(), PIECE_BYTES):
                self._keep(piece)

    def _keep(self, piece: bytes) -> None:
        room = HEAD_BYTES - len(self._head)
        if room > 0:
            self._head += piece[:room]
            piece = piece[room:]
        if piece:
            self._tail.append(piece)
            self._tail_bytes += len(piece)
        while self._tail_bytes - (len(self._tail[0]) if self._tail else 0) >= TAIL_BYTES:
            gone = self._tail.popleft()
            self._tail_bytes -= len(gone)
            self._lost += len(gone)

    def join(self, seconds: float) -> bool:
        """Whether the pipe has ended by then."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    @property
    def text(self) -> str:
        """What was kept; bytes that are no UTF-8 are shown as �."""
        parts = [bytes(self._head), f"\n… {self._lost} bytes left out …\n".encode() if self._lost else b"", *self._tail]
        return b"".join(parts).decode("utf-8", "replace")


class Live:
    """The processes under way; `stop` ends them all, and none is started afterwards."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._processes: dict[subprocess.Popen[bytes], str] = {}
        self.stopped = False

    def start(self, command: Sequence[str], env: Mapping[str, str], cwd: Path) -> subprocess.Popen[bytes]:
        """Raises NotStarted, Stopped."""
        with self._lock:
            if self.stopped:
                raise Stopped("the runs were stopped")
            try:
                with warnings.catch_warnings():
                    # Of forks beside threads, from Python 3.12 on: the new process waits for none of them.
                    warnings.simplefilter("ignore", DeprecationWarning)
                    process = subprocess.Popen(
                        list(command), env=dict(env), cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                        stderr=subprocess.PIPE, start_new_session=True, preexec_fn=_stand_between,
                    )  # fmt: skip
            except (OSError, ValueError) as error:
                raise NotStarted(_why(command[0], cwd, error)) from None
            self._processes[process] = env.get(MARK, "")
            return process

    def end(self, process: subprocess.Popen[bytes]) -> None:
        """Kill what is left of a process and of everything that it started."""
        with self._lock:
            mark = self._processes.pop(process, "")
        kill(process, mark)

    def stop(self) -> None:
        with self._lock:
            self.stopped = True
            left = list(self._processes.items())
        for process, mark in left:
            kill(process, mark)


def execute(live: Live, command: Sequence[str], env: Mapping[str, str], cwd: Path, timeout: float) -> Ended:
    """Run a command to its end, at most `timeout` seconds. Raises NotStarted, Stopped."""
    began = time.perf_counter()
    process = live.start(command, env, cwd)
    assert process.stdout is not None
    assert process.stderr is not None
    out, err = Output(process.stdout), Output(process.stderr)
    ended = threading.Event()

    def wait() -> None:
        process.wait()
        ended.set()

    # A thread that waits: Popen.wait with a timeout looks every 50 ms, which each run would pay for.
    threading.Thread(target=wait, daemon=True).start()
    in_time = ended.wait(timeout)
    seconds = time.perf_counter() - began
    if in_time:
        if not out.join(GRACE_SECONDS) or not err.join(GRACE_SECONDS):
            live.end(process)
    live.end(process)
    ended.wait()
    for output, pipe in ((out, process.stdout), (err, process.stderr)):
        if output.join(GRACE_SECONDS):
            pipe.close()
    if live.stopped:
        raise Stopped("the runs were stopped")
    return Ended(process.returncode if in_time else None, not in_time, out.text, err.text, seconds)


def _stand_between() -> None:
    """Stay between us and the harness: one that kills its parent kills this process, and only its own run fails.

    Runs in the new process. It goes on as the harness; what stays behind is its parent and ends as it ends.
    """
    child = os.fork()
    if child == 0:
        return
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    # Its copies of the pipes would keep them open beyond the harness's end.
    os.closerange(0, MOST_FILES)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        os.kill(os.getpid(), os.WTERMSIG(status))
    os._exit(os.waitstatus_to_exitcode(status))


def kill(process: subprocess.Popen[bytes], mark: str) -> None:
    """Kill a process, its group, and on Linux what left the group but carries the run's mark."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    if mark and sys.platform == "linux":
        for pid in strays(mark):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)


def strays(mark: str) -> list[int]:
    """Processes of this user whose environment has the run's mark."""
    wanted, found = f"{MARK}={mark}\0".encode(), []
    for name in os.listdir("/proc"):
        if name.isdecimal() and int(name) != os.getpid():
            with contextlib.suppress(OSError), open(f"/proc/{name}/environ", "rb") as environ:
                if wanted in environ.read() + b"\0":
                    found.append(int(name))
    return found


def _why(program: str, cwd: Path, error: Exception) -> str:
    if not cwd.is_dir():
        return f"the harness's folder {cwd} is not there"
    if isinstance(error, FileNotFoundError):
        return f"the command {program!r} can't be found: is it installed, and is its folder in PATH?"
    if isinstance(error, PermissionError):
        return f"{program!r} may not be executed"
    return f"{program!r} can't be started: {getattr(error, 'strerror', None) or error}"
