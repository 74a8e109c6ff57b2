"""Fields with one value: each is a field, and its value one that it can have."""

from graphql import GraphQLEnumType, get_named_type, get_nullable_type
from tests.clones.served import Served

from clonery.clones.github.graphql.fixed import FIXED
from clonery.server.graphql.graph import api


def test_each_is_a_field_that_can_have_its_value(served: Served) -> None:
    schema = api(served.farm.clone("github")).schema
    for place, value in FIXED.items():
        type, _, name = place.partition(".")
        field = getattr(schema.type_map[type], "fields", {}).get(name)
        if field is None:
            continue  # the tables name the fields of several types together; not each type has each
        if value is None:
            assert get_nullable_type(field.type) is field.type, place
        named = get_named_type(field.type)
        if isinstance(named, GraphQLEnumType) and value:
            assert value in named.values, place
