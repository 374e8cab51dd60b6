import { home } from '#shared/schemas/home'
import { readHome } from '../domain/attendance/read-home'
import { isFamily } from '../domain/people/policy'

export default defineTenantHandler({
  summary: 'A card for each own child, or for the student who asks: today, what is next, the rate and its trend',
  allow: isFamily,
  response: home,
  run: ({ ctx }) => readHome(ctx),
})
