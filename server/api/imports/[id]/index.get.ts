import { idParams } from '#shared/schemas/ids'
import { importView } from '#shared/schemas/imports'
import { findImport } from '../../../domain/imports/jobs/list-imports'
import { isAdmin } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'One import: where it stands, and what it does or would do',
  allow: isAdmin,
  params: idParams,
  response: importView,
  run: ({ ctx, params }) => findImport(ctx, params.id),
})
