-- What was recorded of a session never changes once the session has ended, whoever speaks.

CREATE FUNCTION sarap_session_of_item(item bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT session_id FROM public.workflows_agendaitem WHERE id = item
$$;

CREATE FUNCTION sarap_require_open(session bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM public.workflows_case WHERE id = session AND open;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the session % has ended; nothing of it changes', session
            USING ERRCODE = '23514';
    END IF;
END $$;

CREATE FUNCTION sarap_of_open_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM public.sarap_require_open(OLD.session_id);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM public.sarap_require_open(NEW.session_id);
        RETURN NEW;
    END IF;
    RETURN OLD;
END $$;

CREATE FUNCTION sarap_of_item_of_open_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM public.sarap_require_open(public.sarap_session_of_item(OLD.item_id));
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM public.sarap_require_open(public.sarap_session_of_item(NEW.item_id));
        RETURN NEW;
    END IF;
    RETURN OLD;
END $$;

CREATE TRIGGER sarap_kept BEFORE INSERT OR UPDATE OR DELETE ON public.workflows_agendaitem
    FOR EACH ROW EXECUTE FUNCTION sarap_of_open_session();
CREATE TRIGGER sarap_kept BEFORE INSERT OR UPDATE OR DELETE ON public.workflows_presence
    FOR EACH ROW EXECUTE FUNCTION sarap_of_open_session();
CREATE TRIGGER sarap_kept BEFORE INSERT OR UPDATE OR DELETE ON public.workflows_motion
    FOR EACH ROW EXECUTE FUNCTION sarap_of_item_of_open_session();
CREATE TRIGGER sarap_kept BEFORE INSERT OR UPDATE OR DELETE ON public.workflows_recusal
    FOR EACH ROW EXECUTE FUNCTION sarap_of_item_of_open_session();
CREATE TRIGGER sarap_kept BEFORE INSERT OR UPDATE OR DELETE ON public.workflows_dissent
    FOR EACH ROW EXECUTE FUNCTION sarap_of_item_of_open_session();
