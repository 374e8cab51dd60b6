import { sql } from '../../infra/db/sql'

/** The columns of `Series` over the alias `s` (lesson_series). */
export const seriesColumns = sql`s.id, s."groupId", s.weekdays, to_char(s."startTime", 'HH24:MI') AS "startTime", to_char(s."endTime", 'HH24:MI') AS "endTime",
  s.place, s.kind::text AS kind, s."startsOn"::text AS "from", s."endsOn"::text AS "to"`
