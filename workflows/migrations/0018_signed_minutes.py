"""What a session was planned and opened as never changes once it has ended."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION sarap_of_ended_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM public.sarap_require_open(OLD.case_ptr_id);
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sarap_kept BEFORE UPDATE OR DELETE ON public.workflows_session
    FOR EACH ROW EXECUTE FUNCTION sarap_of_ended_session();
"""
REVERSE = """
DROP TRIGGER sarap_kept ON public.workflows_session;
DROP FUNCTION sarap_of_ended_session();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0017_innovation"),
        ("documents", "0010_council_papers"),
    ]

    operations = [migrations.RunSQL(FORWARD, REVERSE)]
