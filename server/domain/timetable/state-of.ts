import { type Sql, sql } from '../../infra/db/sql'

/** What the history keeps of a lesson, as JSON over an alias of `lessons`. @param alias a constant */
export const stateOf = (alias: Sql): Sql => sql`jsonb_build_object('date', ${alias}.date, 'startTime', to_char(${alias}."startTime", 'HH24:MI'),
  'endTime', to_char(${alias}."endTime", 'HH24:MI'), 'place', ${alias}.place, 'status', ${alias}.status, 'substituteId', ${alias}."substituteId")`
