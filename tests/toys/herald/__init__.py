"""A toy clone that tells receivers over sockets and webhooks, and reads what they answer."""

from clonery.server.clone import Clone
from clonery.server.dialect import Dialect

clone = Clone(name="herald", title="Herald", dialect=Dialect(), package=__name__)
