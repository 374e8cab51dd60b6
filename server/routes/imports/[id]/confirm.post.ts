import { idParams } from '#shared/schemas/ids'
import { confirmImport } from '../../../domain/imports/jobs/confirm-import'
import { isAdmin } from '../../../domain/people/policy'

const pageOf = (event: Parameters<typeof getRouterParams>[0]) => `/imports/${parseParams(idParams, getRouterParams(event)).id}`

export default defineFormHandler({
  allow: isAdmin,
  page: (_fields, event) => pageOf(event),
  async run({ event, fields }) {
    await confirmImport(viewerContext(event), parseParams(idParams, getRouterParams(event)).id, { partial: fields.partial === 'yes' })
    return pageOf(event)
  },
})
