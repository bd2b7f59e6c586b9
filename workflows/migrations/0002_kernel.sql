-- What the database enforces, whoever speaks to it. SQLSTATE 23514 (check violation)
-- is a refusal; 40001 (serialization failure) says that the case has moved on.
-- Tables are named with their schema: a caller's search path, or a temporary table of
-- the same name, must not put another table in their place.

CREATE FUNCTION sarap_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE public.workflows_case AS c
       SET state = NEW.target,
           version = NEW.seq,
           open = NOT m.final,
           outcome = m.outcome,
           holder_id = NEW.holder_id,
           holder_role = NEW.holder_role,
           waiting = NEW.waiting,
           due_at = NEW.due_at,
           held_since = CASE WHEN NEW.source = NEW.target THEN c.held_since ELSE NEW.at END,
           head = sha256(c.head || convert_to(jsonb_build_array(
               NEW.case_id, NEW.seq, c.process, c.edition, NEW.action, NEW.source, NEW.target,
               NEW.actor_id, NEW.on_behalf_of_id, (extract(epoch FROM NEW.at) * 1000000)::bigint,
               NEW.data, NEW.holder_id, NEW.holder_role, NEW.waiting,
               (extract(epoch FROM NEW.due_at) * 1000000)::bigint)::text, 'UTF8'))
      FROM public.workflows_declaredmove AS m
     WHERE c.id = NEW.case_id
       AND c.version = NEW.seq - 1
       AND m.process = c.process AND m.edition = c.edition
       AND m.action = NEW.action AND m.source = NEW.source AND m.target = NEW.target
       AND c.state = CASE WHEN NEW.seq = 1 THEN NEW.target ELSE NEW.source END
       AND (NEW.seq = 1) = (NEW.source = '')
    RETURNING c.head INTO NEW.hash;
    IF FOUND THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM public.workflows_case WHERE id = NEW.case_id AND version >= NEW.seq;
    IF FOUND THEN
        RAISE EXCEPTION 'case % has moved on', NEW.case_id USING ERRCODE = '40001';
    END IF;
    RAISE EXCEPTION 'case %: % from % to % is not a declared move from where it stands',
        NEW.case_id, NEW.action, NEW.source, NEW.target USING ERRCODE = '23514';
END $$;

CREATE TRIGGER sarap_move BEFORE INSERT ON public.workflows_event
    FOR EACH ROW EXECUTE FUNCTION sarap_move();

CREATE FUNCTION sarap_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: %', TG_OP, TG_TABLE_NAME, TG_ARGV[0]
        USING ERRCODE = '23514';
END $$;

CREATE TRIGGER sarap_append_only BEFORE UPDATE OR DELETE ON public.workflows_event
    FOR EACH ROW EXECUTE FUNCTION sarap_refuse('events are only ever added');
CREATE TRIGGER sarap_not_emptied BEFORE TRUNCATE ON public.workflows_event
    FOR EACH STATEMENT EXECUTE FUNCTION sarap_refuse('events are only ever added');
CREATE TRIGGER sarap_not_deleted BEFORE DELETE ON public.workflows_case
    FOR EACH ROW EXECUTE FUNCTION sarap_refuse('cases end, they are not deleted');
CREATE TRIGGER sarap_not_emptied BEFORE TRUNCATE ON public.workflows_case
    FOR EACH STATEMENT EXECUTE FUNCTION sarap_refuse('cases end, they are not deleted');

-- A column can only change where the UPDATE names it. Both triggers name theirs, and compare
-- rows only where they fire, because PostgreSQL reads a WHEN anew for every statement: that
-- was a fifth of the cost of an event. The kernel's own update runs one level down, inside
-- the trigger of an event.
CREATE FUNCTION sarap_only_events_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.state, OLD.version, OLD.head, OLD.open, OLD.outcome, OLD.holder_id,
        OLD.holder_role, OLD.waiting, OLD.held_since, OLD.due_at)
        IS DISTINCT FROM
       (NEW.state, NEW.version, NEW.head, NEW.open, NEW.outcome, NEW.holder_id,
        NEW.holder_role, NEW.waiting, NEW.held_since, NEW.due_at)
    THEN
        RAISE EXCEPTION 'UPDATE of case % is refused: only an event moves a case', OLD.id
            USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER sarap_moved_by_event
    BEFORE UPDATE OF state, version, head, open, outcome, holder_id, holder_role, waiting,
        held_since, due_at
    ON public.workflows_case
    FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION sarap_only_events_move();
CREATE TRIGGER sarap_identity_kept
    BEFORE UPDATE OF id, process, edition, terms_id, code, number, parent_id, initiator_id,
        dossier_id, started_at
    ON public.workflows_case
    FOR EACH ROW WHEN (
        (OLD.id, OLD.process, OLD.edition, OLD.terms_id, OLD.code, OLD.parent_id,
         OLD.initiator_id, OLD.dossier_id, OLD.started_at)
        IS DISTINCT FROM
        (NEW.id, NEW.process, NEW.edition, NEW.terms_id, NEW.code, NEW.parent_id,
         NEW.initiator_id, NEW.dossier_id, NEW.started_at)
        OR (OLD.number IS NOT NULL AND OLD.number IS DISTINCT FROM NEW.number))
    EXECUTE FUNCTION sarap_refuse('a case keeps its process, edition, terms, number and origin');

CREATE FUNCTION sarap_case_starts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM public.workflows_declaredmove
      WHERE process = NEW.process AND edition = NEW.edition
        AND source = '' AND target = NEW.state AND NOT final;
    IF NOT FOUND OR NEW.version <> 0 OR NEW.head <> '' OR NOT NEW.open OR NEW.outcome <> '' THEN
        RAISE EXCEPTION 'a case of % cannot start in %', NEW.process, NEW.state
            USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER sarap_case_starts BEFORE INSERT ON public.workflows_case
    FOR EACH ROW EXECUTE FUNCTION sarap_case_starts();

CREATE FUNCTION sarap_case_has_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM public.workflows_event WHERE case_id = NEW.id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'case % has no event', NEW.id USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER sarap_case_has_event AFTER INSERT ON public.workflows_case
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sarap_case_has_event();
