import { randomUUID } from 'node:crypto'
import { openSession } from '../../helpers/school/people'
import { everyone, type Matrix } from './entry'

export const ACCOUNT: Matrix = {
  'GET /api/account/sessions': { request: () => ({ path: '/api/account/sessions' }), answers: everyone(200), foreign: null },
  'DELETE /api/account/sessions/:id': {
    request: () => ({ path: `/api/account/sessions/${randomUUID()}` }), answers: everyone(404), foreign: null,
  },
  // Nobody ends somebody else's session, not even the admin.
  'DELETE /api/account/sessions/:id?of somebody else': {
    request: async ({ school, people }) => {
      const { id } = await openSession(school.tenant, people.teacherElsewhere.id)
      return { path: `/api/account/sessions/${id}` }
    },
    answers: { ...everyone(404), teacherElsewhere: 204 }, foreign: 404,
  },
}
