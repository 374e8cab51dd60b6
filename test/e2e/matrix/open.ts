import type { Matrix, Open } from './entry'

const everybody = (path: string, open = 'the same for everybody'): Open => ({ open, path })
const undocumented = (path: string, open: string, status = 200): Open => ({ open, path, status, undocumented: true })
/** A plain form: who may not is sent away with 303 as well, so what is written counts. */
const form = (path: string, open: string): Open => ({
  open, path, status: 303, undocumented: true, body: '', headers: { 'content-type': 'application/x-www-form-urlencoded' },
})

const NOBODYS = '00000000-0000-4000-8000-000000000000'

export const OPEN: Matrix = {
  'ANY /api/**': undocumented('/api/nothing-of-the-kind', 'says that there is no such route', 404),
  'ANY /api/auth/**': undocumented('/api/auth/ok', 'better-auth: test/e2e/sessions.test.ts'),
  'GET /api/dev/mail': undocumented('/api/dev/mail', 'only in the demo', 404),
  'GET /metrics': undocumented('/metrics', 'figures of the process, for this machine or with the token: test/e2e/metrics.test.ts'),
  'GET /api/external/**': undocumented('/api/external/anything', 'only where EXTERNAL_API_URL is set: test/e2e/external.test.ts', 404),
  'GET /api/docs': undocumented('/api/docs', 'the contract'),
  'GET /api/openapi.json': undocumented('/api/openapi.json', 'the contract'),
  'GET /api/public/schools': everybody('/api/public/schools?name=Riverside', 'leads from the bare domain to a school'),
  'GET /api/health': everybody('/api/health', 'for load balancers'),
  'GET /api/health/live': everybody('/api/health/live', 'for load balancers'),
  'GET /api/health/ready': everybody('/api/health/ready', 'for load balancers'),
  'GET /api/static/code-sets': everybody('/api/static/code-sets'),
  'GET /api/static/locales': everybody('/api/static/locales'),
  'GET /api/static/time-zones': everybody('/api/static/time-zones'),
  'GET /api/public/tenant': everybody('/api/public/tenant'),
  'GET /api/public/timetable': everybody('/api/public/timetable', 'group, time and branch, never people'),
  'GET /api/me': everybody('/api/me', 'says to a stranger that he is one: test/e2e/sessions.test.ts'),
  'POST /forgot-password': form('/forgot-password', 'test/e2e/sessions.test.ts'),
  'POST /language': form('/language', 'sets a cookie'),
  'POST /reset-password': form('/reset-password', 'holds a token instead'),
  'POST /account/sessions': form('/account/sessions', 'ends sessions of one\'s own: test/e2e/matrix/account.ts'),
  'POST /account/profile': form('/account/profile', 'one\'s own, the same as the API: test/e2e/house.test.ts'),
  'POST /account/password': form('/account/password', 'asks for the current one: test/e2e/house.test.ts'),
  'POST /account/schools': form('/account/schools', 'one\'s own, the same as the API: test/e2e/house.test.ts'),
  'POST /account/schools/forget': form('/account/schools/forget', 'one\'s own, the same as the API: test/e2e/house.test.ts'),
  'POST /absence': form('/absence', 'the same as the API: test/e2e/family.test.ts'),
  'POST /absence/withdraw': form('/absence/withdraw', 'the same as the API: test/e2e/family.test.ts'),
  'POST /lessons/:id/guests': form(`/lessons/${NOBODYS}/guests`, 'the same as the API: test/e2e/register.test.ts'),
  'POST /lessons/:id/register': form(`/lessons/${NOBODYS}/register`, 'the same as the API: test/e2e/register.test.ts'),
  'POST /sign-in': form('/sign-in', 'test/e2e/sessions.test.ts'),
  'POST /sign-out': form('/sign-out', 'ends the session that it holds'),
}
