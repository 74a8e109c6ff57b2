"""Arguments are matched with the fields of the kinds that they name."""

from clonery.server.generic import naming
from clonery.server.registry import Registry


def test_arguments_stand_for_fields() -> None:
    clone = Registry().get("sentry")
    names = ["organization_id_or_slug", "project_id_or_slug"]
    assert naming.fields_of(clone, "project", names, {"project_id_or_slug": "slug"}) == {
        "organization_id_or_slug": None, "project_id_or_slug": "slug",
    }  # fmt: skip
    assert naming.fields_of(clone, "issue", ["issue_id"], {}) == {"issue_id": "id"}
    assert naming.fields_of(clone, "nothing", ["package", "version"], {}, own=True) == {
        "package": "package",
        "version": "version",
    }


def test_alternatives_of_a_schema_count() -> None:
    clone = Registry().get("slack")
    assert naming.fields_of(clone, "conversation", ["channel"], {}) == {"channel": "id"}
    assert "id" in [name for name, _ in naming.identity(clone, "conversation").fields]


def test_a_general_path_speaks_of_the_kind_that_others_spell_out() -> None:
    clone = Registry().get("hubspot")
    operation = clone.operations["crm/objects/basic/get_by_id"]
    assert naming.kind_of(clone, operation, {"objectType": "tasks", "objectId": "1"}) == "task"
    assert (
        naming.kind_of(clone, operation, {"objectType": "p_own", "objectId": "1"}) == operation.entry["effect"]["kind"]
    )
    assert "object_type" in naming.implied(clone)


def test_free_kinds_are_those_that_need_no_parent() -> None:
    free = naming.free(Registry().get("gitlab"))
    assert {"user", "project", "group"} <= free
    assert "note" not in free
