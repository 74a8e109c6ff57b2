-- Beside it: what reset and restore keep.
CREATE TABLE IF NOT EXISTS log.calls (number INTEGER PRIMARY KEY, line TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS log.touched (kind INT, id, PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS log.deliveries (id INTEGER PRIMARY KEY, clone TEXT NOT NULL, hook, due INT, doc TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS log.deliveries_due ON deliveries (due) WHERE due IS NOT NULL;
