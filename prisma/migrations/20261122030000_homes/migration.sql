-- AlterTable
ALTER TABLE "tenant_homes" ADD COLUMN "heldUntil" TIMESTAMPTZ(3),
ADD COLUMN "movedTo" TEXT;

-- The head of a transaction: the role that row-level security binds, the tenant and the time limit, for this
-- transaction only; and whether the tenant lives here. A write keeps the home from moving until it is committed.
-- GS001: it moved, or never lived here; the message ends with the shard it went to. GS002: it is about to move.
-- A hold ends by itself, in case whoever holds it died.
CREATE FUNCTION enter_tenant(tenant uuid, access text, timeout_ms int) RETURNS int LANGUAGE plpgsql AS $$
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
  IF home."state" IS NULL OR home."state" = 'moved' THEN
    RAISE EXCEPTION 'moved:%', coalesce(home."movedTo", '') USING ERRCODE = 'GS001';
  END IF;
  RETURN home."epoch";
END $$;
