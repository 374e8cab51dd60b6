import { sessionList } from '#shared/schemas/account'
import { isSignedIn } from '../../../domain/people/policy'
import { listSessions } from '../../../domain/people/list-sessions'

export default defineTenantHandler({
  summary: 'Where one is signed in',
  allow: isSignedIn,
  response: sessionList,
  run: ({ ctx }) => listSessions(ctx),
})
