"""Let the database itself refuse to change what was filed and what is in force."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION documents_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER version_immutable BEFORE UPDATE OR DELETE ON documents_version
    FOR EACH ROW EXECUTE FUNCTION documents_refuse('A version never changes; file a new version.');
CREATE TRIGGER version_kept BEFORE TRUNCATE ON documents_version
    FOR EACH STATEMENT EXECUTE FUNCTION documents_refuse('Versions are never deleted.');

CREATE TRIGGER document_stays BEFORE UPDATE ON documents_document
    FOR EACH ROW
    WHEN (OLD.dossier_id IS DISTINCT FROM NEW.dossier_id
          OR OLD.created_by_id IS DISTINCT FROM NEW.created_by_id
          OR OLD.created_at IS DISTINCT FROM NEW.created_at)
    EXECUTE FUNCTION documents_refuse('A document stays in its dossier, under who filed it and when.');
CREATE TRIGGER document_kept BEFORE DELETE ON documents_document
    FOR EACH ROW EXECUTE FUNCTION documents_refuse('Documents are never deleted.');
CREATE TRIGGER document_kept_whole BEFORE TRUNCATE ON documents_document
    FOR EACH STATEMENT EXECUTE FUNCTION documents_refuse('Documents are never deleted.');

CREATE TRIGGER document_list_immutable BEFORE UPDATE OR DELETE ON documents_documentlist
    FOR EACH ROW WHEN (OLD.in_force_from IS NOT NULL)
    EXECUTE FUNCTION documents_refuse('A published list of documents never changes; make a new edition.');
CREATE TRIGGER document_list_kept BEFORE TRUNCATE ON documents_documentlist
    FOR EACH STATEMENT EXECUTE FUNCTION documents_refuse('Published lists of documents are never deleted.');

CREATE FUNCTION documents_requirement_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The lock keeps a list from being published between this test and the commit.
    PERFORM 1 FROM documents_documentlist
        WHERE id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.document_list_id END,
                     CASE WHEN TG_OP <> 'DELETE' THEN NEW.document_list_id END)
        ORDER BY id FOR SHARE;
    IF EXISTS (SELECT 1 FROM documents_documentlist
        WHERE in_force_from IS NOT NULL
          AND id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.document_list_id END,
                     CASE WHEN TG_OP <> 'DELETE' THEN NEW.document_list_id END)) THEN
        RAISE EXCEPTION 'A published list of documents never changes; make a new edition.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER requirement_immutable BEFORE INSERT OR UPDATE OR DELETE ON documents_requirement
    FOR EACH ROW EXECUTE FUNCTION documents_requirement_guard();
CREATE TRIGGER requirement_kept BEFORE TRUNCATE ON documents_requirement
    FOR EACH STATEMENT EXECUTE FUNCTION documents_refuse('Published lists of documents are never deleted.');
"""

REVERSE = """
DROP TRIGGER requirement_kept ON documents_requirement;
DROP TRIGGER requirement_immutable ON documents_requirement;
DROP FUNCTION documents_requirement_guard();
DROP TRIGGER document_list_kept ON documents_documentlist;
DROP TRIGGER document_list_immutable ON documents_documentlist;
DROP TRIGGER document_kept_whole ON documents_document;
DROP TRIGGER document_kept ON documents_document;
DROP TRIGGER document_stays ON documents_document;
DROP TRIGGER version_kept ON documents_version;
DROP TRIGGER version_immutable ON documents_version;
DROP FUNCTION documents_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_seed")]

    operations = [migrations.RunSQL(FORWARD, REVERSE)]
