import { everyone, type Matrix } from './entry'

const family = { ...everyone(403), parent: 200, parentElsewhere: 200, student: 200, studentElsewhere: 200 }

// The family's own pages; the staff have the student's.
export const FAMILY: Matrix = {
  'GET /api/home': {
    request: () => ({ path: '/api/home' }), answers: family, foreign: null,
    shows: { what: ({ corner }) => corner.child.id, to: ['parent', 'student'] },
  },
  'GET /api/children/:id': {
    request: ({ corner }) => ({ path: `/api/children/${corner.child.id}` }),
    answers: { ...family, parentElsewhere: 404, studentElsewhere: 404 }, foreign: 403,
  },
  'GET /api/absence-notices/choices': {
    request: () => ({ path: '/api/absence-notices/choices' }),
    answers: { ...everyone(403), parent: 200, parentElsewhere: 200 }, foreign: null,
    shows: { what: ({ corner }) => corner.child.id, to: ['parent'] },
  },
}
