"""What one farm is set to."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(slots=True)
class Settings:
    """`clones` () serves every clone there is; `state` None keeps sessions in memory; sizes in bytes."""

    clones: tuple[str, ...] = ()
    seeds: tuple[tuple[str, str], ...] = ()
    """Clone and seed (a name or a file) of the default session, where it is not the clone's own default."""
    state: Path | None = None
    clones_folder: Path | None = None
    strict: bool = False
    lenient_auth: bool = False
    unknown_fields: bool = False
    """Whether graphs answer null for fields that their schema lacks, and log them, instead of refusing the document."""
    webhook_hosts: tuple[str, ...] = ()
    """Hosts beside loopback that webhooks may go to."""
    hosts: tuple[str, ...] = ()
    """Host names that the farm answers to as MCP server, beside loopback, `*.localhost` and the vendors' own."""
    body_limit_bytes: int = 20 * 1024 * 1024
    session_limit: int = 20_000
