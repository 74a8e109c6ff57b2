"""How a farm that keeps its state goes on where the last one on its folder ended."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from .state import seeds
from .state.folder import due
from .state.session import Session

if TYPE_CHECKING:
    from .farm import Farm
    from .state.plane import Plane


def load(farm: Farm, plane: Plane, default: str) -> None:
    """Take in the sessions of the folder, still closed, and see that there is a default one. Raises FolderError."""
    found, farm.ended = plane.load(farm.registry.names)
    farm.sessions = {session.id: session for session in found}
    for session in found:
        session.settings["used_at"] = time.time()
        reason = farm.lapsed(session)
        if reason:
            farm.end(session.id, reason)
    if default not in farm.sessions:
        farm.create(name=default, seeds=dict(farm.settings.seeds))
    _widen(farm, farm.sessions[default])
    plane.save_at_once()


def _widen(farm: Farm, session: Session) -> None:
    """Give the default session the clones that were not served when it was made."""
    for clone in (farm.clone(name) for name in farm.registry.names if name not in session.clones):
        data, source = seeds.read(clone, dict(farm.settings.seeds).get(clone.name, clone.default_seed))
        seeds.replant(session, clone, data, source, replace=True)
        session.clones = tuple(name for name in farm.registry.names if name in (*session.clones, clone.name))
        farm.note(session)


async def wake(farm: Farm) -> None:
    """Go on with the deliveries and jobs that were left; sessions without any stay closed."""
    for session in list(farm.sessions.values()):
        if farm.sessions.get(session.id) is session and not session.awake and due(session):
            farm.moved(session)
        await asyncio.sleep(0)
