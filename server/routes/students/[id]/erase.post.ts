import { erasure } from '#shared/schemas/exports'
import { idParams } from '#shared/schemas/ids'
import { isAdmin } from '../../../domain/people/policy'
import { eraseStudent } from '../../../domain/people/record/erase-student'

const pageOf = (event: Parameters<typeof getRouterParams>[0]) => `/students/${parseParams(idParams, getRouterParams(event)).id}`

/** The form behind "Erase" on a student's page. */
export default defineFormHandler({
  allow: isAdmin,
  page: (_, event) => `${pageOf(event)}?refused=erase#record`,
  async run({ event, fields: { name } }) {
    await eraseStudent(viewerContext(event), parseParams(idParams, getRouterParams(event)).id, parseBody(erasure, { name }).name)
    return `${pageOf(event)}?erased=1`
  },
})
