import { me } from '#shared/schemas/me'
import { describeMe } from '../domain/people/describe-me'

export default defineCachedTenantHandler({
  name: 'me',
  summary: 'Who is signed in, at which tenant, with which children',
  allow: 'anyone',
  response: me,
  tags: () => [],
  run: ({ ctx }) => describeMe(ctx),
})
