import { notInSight } from '../domain/errors'

/** No such route. */
export default defineEventHandler(() => {
  throw notInSight('There is no such address in the API; see /api/docs.')
})
