-- Whoever moves a tenant works as this role: bound to the tenant that is set, as the application is, and allowed
-- everything on its rows, those that are only ever added included.
DO $$
BEGIN
  BEGIN
    CREATE ROLE goalschool_mover NOLOGIN NOSUPERUSER NOBYPASSRLS;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  BEGIN
    GRANT goalschool_mover TO CURRENT_USER;
  EXCEPTION WHEN unique_violation OR internal_error THEN NULL; -- "tuple concurrently updated"
  END;
END $$;

GRANT USAGE ON SCHEMA public TO goalschool_mover;

CREATE PROCEDURE open_to_mover(target regclass) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY mover_rows ON %s TO goalschool_mover
    USING ("tenantId" = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)
    WITH CHECK ("tenantId" = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', target);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO goalschool_mover', target);
END $$;

-- As before, and a tenant can be moved with what is in the table.
CREATE OR REPLACE PROCEDURE protect_tenant_table(target regclass, append_only boolean DEFAULT false) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY tenant_rows ON %s TO goalschool_app
    USING ("tenantId" = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)
    WITH CHECK ("tenantId" = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', target);
  EXECUTE format('GRANT SELECT, INSERT%s ON %s TO goalschool_app',
    CASE WHEN append_only THEN '' ELSE ', UPDATE, DELETE' END, target);
  CALL open_to_mover(target);
END $$;

DO $$
DECLARE
  target regclass;
BEGIN
  FOR target IN
    SELECT c.oid FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenantId' AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  LOOP
    CALL open_to_mover(target);
  END LOOP;
END $$;

-- ---------------------------------------------------------------- what changes while a tenant is copied

CREATE SCHEMA moves;
GRANT USAGE ON SCHEMA moves TO goalschool_mover;

-- Only which rows changed: whoever reads it takes them as they are by then.
CREATE TABLE moves.changes (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "tenantId" uuid NOT NULL,
  "table" text NOT NULL,
  "rowId" uuid NOT NULL
);
CREATE INDEX ON moves.changes ("tenantId", "table", "rowId");

-- A writer may be system work without a tenant; whoever reads has one.
ALTER TABLE moves.changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE moves.changes FORCE ROW LEVEL SECURITY;
CREATE POLICY mover_adds ON moves.changes FOR INSERT TO goalschool_mover WITH CHECK (true);
CREATE POLICY mover_reads ON moves.changes FOR SELECT TO goalschool_mover USING ("tenantId" = public.current_tenant());
CREATE POLICY mover_takes ON moves.changes FOR DELETE TO goalschool_mover USING ("tenantId" = public.current_tenant());
GRANT SELECT, INSERT, DELETE ON moves.changes TO goalschool_mover;

-- Fired by triggers that are there only during a move, and only for the rows of its tenant.
CREATE FUNCTION moves.note_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO moves.changes ("tenantId", "table", "rowId") VALUES (OLD."tenantId", TG_TABLE_NAME, OLD."id");
  ELSE
    INSERT INTO moves.changes ("tenantId", "table", "rowId") VALUES (NEW."tenantId", TG_TABLE_NAME, NEW."id");
  END IF;
  RETURN NULL;
END $$;

GRANT CREATE ON SCHEMA moves TO goalschool_mover;
ALTER FUNCTION moves.note_change() OWNER TO goalschool_mover;
REVOKE CREATE ON SCHEMA moves FROM goalschool_mover;

-- ---------------------------------------------------------------- homes

-- As before; and a new home that is only prepared, held without an end, sends everybody back to the old one.
CREATE OR REPLACE FUNCTION enter_tenant(tenant uuid, access text, timeout_ms int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  home public.tenant_homes;
BEGIN
  PERFORM set_config('role', 'goalschool_app', true), set_config('app.tenant_id', tenant::text, true),
    set_config('statement_timeout', timeout_ms::text, true), set_config('transaction_read_only', CASE access WHEN 'read' THEN 'on' ELSE 'off' END, true);
  IF access = 'write' THEN
    SELECT * INTO home FROM public.tenant_homes h WHERE h."tenantId" = tenant FOR SHARE;
    IF home."state" = 'holding' AND home."heldUntil" > clock_timestamp() THEN
      RAISE EXCEPTION 'holding:' USING ERRCODE = 'GS002';
    END IF;
  ELSE
    SELECT * INTO home FROM public.tenant_homes h WHERE h."tenantId" = tenant;
  END IF;
  IF home."state" IS NULL OR home."state" = 'moved' OR (home."state" = 'holding' AND home."heldUntil" IS NULL) THEN
    RAISE EXCEPTION 'moved:%', coalesce(home."movedTo", '') USING ERRCODE = 'GS001';
  END IF;
  RETURN home."epoch";
END $$;
