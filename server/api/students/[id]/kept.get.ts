import { made } from '#shared/schemas/class-list'
import { idParams } from '#shared/schemas/ids'
import { findKept } from '../../../domain/people/find-kept'
import { seesRecords } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'The record that this one, a duplicate, went into',
  allow: seesRecords,
  params: idParams,
  response: made,
  run: ({ ctx, params }) => findKept(ctx, params.id),
})
