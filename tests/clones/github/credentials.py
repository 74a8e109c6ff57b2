"""What the tests sign in with: the default seed's tokens, and public keys that are made up but well formed."""

from base64 import b64encode

ADA = "ghp_adaAcmeDefault00000000000000000000aa"
BEN = "ghp_benAcmeRepoScope000000000000000000bb"
CLEO = "ghp_cleoAcmeNoScopes000000000000000000cc"
CHECKS = "ghs_acmeChecksInstallation0000000000000dd"


def made_up(kind: str, body: bytes) -> str:
    """A key of that type as OpenSSH writes it."""
    return f"{kind} {b64encode(len(kind).to_bytes(4, 'big') + kind.encode() + body).decode()}"


ED25519 = made_up("ssh-ed25519", b"\x00\x00\x00\x20" + bytes(range(32)))
RSA = made_up("ssh-rsa", b"\x00\x00\x00\x03\x01\x00\x01" + b"\x00\x00\x00\x08\x00clonery")
