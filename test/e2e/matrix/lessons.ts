import { everyone, near, NEAR, withoutEditor, withoutFamily, type Matrix } from './entry'

const staffHere = (status: number) => withoutFamily(near(status, 404))
const register = (lesson: { id: string }) => `/api/lessons/${lesson.id}/register`

export const LESSONS: Matrix = {
  'GET /api/groups': {
    request: () => ({ path: '/api/groups' }), answers: withoutEditor(everyone(200)), foreign: null,
    shows: { what: ({ corner }) => corner.group.id, to: NEAR },
  },
  'GET /api/lessons': {
    request: () => ({ path: '/api/lessons' }), answers: withoutEditor(everyone(200)), foreign: null,
    shows: { what: ({ corner }) => corner.lesson.id, to: NEAR },
  },
  'GET /api/today': {
    request: () => ({ path: '/api/today' }), answers: withoutFamily(everyone(200)), foreign: null,
    shows: { what: ({ corner }) => corner.lesson.id, to: ['admin', 'manager', 'teacher'] },
  },
  'POST /api/lessons': {
    request: ({ corner, school }) => ({ path: '/api/lessons', body: { groupId: corner.group.id, date: school.day(1), startTime: '09:00', endTime: '10:00' } }),
    answers: withoutFamily(near(201, 422)), foreign: 422,
  },
  'PATCH /api/lessons/:id': {
    request: ({ corner }) => ({ path: `/api/lessons/${corner.lesson.id}`, body: { place: 'Hall' } }), answers: staffHere(200), foreign: 404,
  },
  'GET /api/lessons/:id/register': { request: ({ corner }) => ({ path: register(corner.lesson) }), answers: staffHere(200), foreign: 404 },
  'PUT /api/lessons/:id/register': {
    request: ({ corner }) => ({ path: register(corner.lesson), body: { marks: [{ studentId: corner.child.id, status: 'absent' }] } }),
    answers: staffHere(200), foreign: 404,
  },
  'POST /api/lessons/:id/register/all-present': {
    request: ({ corner }) => ({ path: `${register(corner.lesson)}/all-present` }), answers: staffHere(200), foreign: 404,
  },
  'GET /api/lessons/:id/guests/candidates': {
    request: ({ corner }) => ({ path: `/api/lessons/${corner.lesson.id}/guests/candidates?search=an` }), answers: staffHere(200), foreign: 404,
  },
  'POST /api/lessons/:id/guests': {
    request: ({ corner }) => ({ path: `/api/lessons/${corner.lesson.id}/guests`, body: { name: 'New Child', kind: 'trial' } }),
    answers: staffHere(201), foreign: 404,
  },
  'DELETE /api/lessons/:id/guests/:studentId': {
    request: async ({ corner, school }) => {
      const guest = await school.aStudent({ trial: true })
      await school.aGuest(corner.lesson, guest, 'trial')
      return { path: `/api/lessons/${corner.lesson.id}/guests/${guest.id}` }
    },
    answers: staffHere(204), foreign: 404,
  },
}
