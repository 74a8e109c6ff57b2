-- One session: everything that a snapshot holds.
CREATE TABLE records (rid INTEGER PRIMARY KEY, kind INT NOT NULL, id NOT NULL, parent INT, doc TEXT NOT NULL);
CREATE UNIQUE INDEX records_id ON records (kind, id);
CREATE INDEX records_parent ON records (parent) WHERE parent IS NOT NULL;
CREATE TABLE entries (ix INT, a, b, c, rid INT, PRIMARY KEY (ix, a, b, c, rid)) WITHOUT ROWID;
CREATE TABLE uniques (ux INT, a, b, c, rid INT, PRIMARY KEY (ux, a, b, c)) WITHOUT ROWID;
CREATE TABLE kinds (number INTEGER PRIMARY KEY, clone TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE blobs (key TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE credentials (clone TEXT, token TEXT, doc TEXT NOT NULL, PRIMARY KEY (clone, token)) WITHOUT ROWID;
CREATE TABLE jobs (id INTEGER PRIMARY KEY, at INT NOT NULL, clone TEXT NOT NULL, job TEXT NOT NULL, doc TEXT NOT NULL);
CREATE INDEX jobs_at ON jobs (at);
CREATE TABLE settings (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
