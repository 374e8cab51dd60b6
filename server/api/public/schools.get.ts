import { foundSchools, schoolQuery } from '#shared/schemas/schools'
import { findSchools } from '../../domain/schools/find-schools'

/** For the bare domain, where no tenant is known yet. */
export default documented({ summary: 'The addresses of the schools of a name', query: schoolQuery, response: foundSchools }, defineEventHandler(async (event) => {
  const { name } = parseQuery(schoolQuery, getQuery(event))
  return sendJson(event, { data: await findSchools(name, event.context.origin) })
}))
