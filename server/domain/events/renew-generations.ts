import { generations } from '../../infra/cache/room'
import type { Consumer } from './relay'
import { tagsOf } from './tags-of'

/** Does once more what the writer did, in case it ended between its commit and that. */
export const renewGenerations: Consumer = async (envelope) => {
  if (!await generations().renew(envelope.tenantId, tagsOf(envelope))) throw new Error('the generations could not be renewed')
}
