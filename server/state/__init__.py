"""What a session holds: records, credentials, clock, log, snapshots."""
