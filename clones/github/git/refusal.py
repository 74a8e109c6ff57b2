"""The one exception of this package (https://docs.github.com/en/rest/git): a code and the parts of a message."""


class GitRefusal(Exception):
    """Something git would not accept. The caller words it: `code` is a slug, `parts` are the values to name.

    Codes: `bad_sha` (what, sha), `bad_name` (name), `bad_mode` (mode, path), `mode_mismatch` (path, mode, type),
    `duplicate_path` (path), `path_missing` (path), `path_collision` (path), `bad_date` (text), `bad_person` (field),
    `bad_message` (), `bad_ref` (name, rule).
    """

    def __init__(self, code: str, **parts: str) -> None:
        super().__init__(code, parts)
        self.code = code
        self.parts = parts
