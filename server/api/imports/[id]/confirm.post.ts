import { idParams } from '#shared/schemas/ids'
import { importConfirmation, importView } from '#shared/schemas/imports'
import { confirmImport } from '../../../domain/imports/jobs/confirm-import'
import { findImport } from '../../../domain/imports/jobs/list-imports'
import { isAdmin } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Have a checked import written: all of it, or with `partial` its valid rows',
  allow: isAdmin,
  params: idParams,
  body: importConfirmation,
  response: importView,
  status: 202,
  async run({ ctx, params, body }) {
    await confirmImport(ctx, params.id, body)
    return findImport(ctx, params.id)
  },
})
