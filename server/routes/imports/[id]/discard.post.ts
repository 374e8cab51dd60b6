import { idParams } from '#shared/schemas/ids'
import { discardImport } from '../../../domain/imports/jobs/discard-import'
import { isAdmin } from '../../../domain/people/policy'

export default defineFormHandler({
  allow: isAdmin,
  page: (_fields, event) => `/imports/${parseParams(idParams, getRouterParams(event)).id}`,
  async run({ event }) {
    await discardImport(viewerContext(event), parseParams(idParams, getRouterParams(event)).id)
    return '/imports'
  },
})
