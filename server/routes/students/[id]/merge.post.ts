import { idParams } from '#shared/schemas/ids'
import { mergeRequest } from '#shared/schemas/merges'
import { mergeStudents } from '../../../domain/people/merge-students'
import { isManager } from '../../../domain/people/policy'

export default defineFormHandler({
  allow: isManager,
  page: ({ duplicateId = '' }, event) => `/students/${getRouterParam(event, 'id')}/merge?with=${encodeURIComponent(duplicateId)}`,
  async run({ event, fields: { duplicateId } }) {
    const { id } = parseParams(idParams, getRouterParams(event))
    await mergeStudents(viewerContext(event), id, parseBody(mergeRequest, { duplicateId }).duplicateId)
    return `/students/${id}/edit?done=merged`
  },
})
