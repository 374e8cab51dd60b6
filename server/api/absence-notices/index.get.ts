import { absenceList, absenceListQuery } from '#shared/schemas/absences'
import { listAbsences } from '../../domain/attendance/list-absences'
import { seesRecords } from '../../domain/people/policy'
import { tag } from '../../domain/tags'

export default defineCachedTenantHandler({
  name: 'absences',
  summary: 'Absence notices of the students in sight',
  allow: seesRecords,
  query: absenceListQuery,
  response: absenceList,
  tags: () => [tag.notices, tag.lessons],
  clock: 'minute',
  run: ({ ctx, query }) => listAbsences(ctx, query),
})
