"""Supabase's Management API and a project's Auth API; https://supabase.com/docs/reference/api."""

from clonery.server.clone import Clone

from .dialect import Supabase

clone = Clone(
    name="supabase",
    title="Supabase",
    dialect=Supabase(),
    hosts=("api.supabase.com", "*.supabase.co"),
    env={
        "SUPABASE_URL": "{rest}", "SUPABASE_ANON_KEY": "{anon_key}", "SUPABASE_SERVICE_ROLE_KEY": "{service_role_key}",
        "SUPABASE_ACCESS_TOKEN": "{token}", "SUPABASE_API_URL": "{rest}",
    },
)  # fmt: skip
