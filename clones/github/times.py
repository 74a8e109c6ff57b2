"""Times that callers send, as GitHub keeps them: whole seconds in UTC; https://docs.github.com/rest/using-the-rest-api/timezones-and-the-rest-api."""

from clonery.server.state.clock import iso, parse

from .refusals import ValidationFailed


def stamp(text: str, resource: str, field: str) -> str:
    """The time in UTC. Raises ValidationFailed for what is none."""
    try:
        return iso(parse(text.strip()))
    except ValueError:
        raise ValidationFailed(resource, field, "invalid", value=text) from None
