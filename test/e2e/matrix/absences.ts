import { everyone, near, NEAR, withoutEditor, withoutStudents, type Matrix } from './entry'

export const ABSENCES: Matrix = {
  'GET /api/absence-notices': {
    request: () => ({ path: '/api/absence-notices' }),
    answers: withoutEditor(everyone(200)), foreign: null,
    shows: { what: ({ corner }) => corner.notice.id, to: NEAR },
  },
  'GET /api/absence-notices?studentId': {
    request: ({ corner }) => ({ path: `/api/absence-notices?studentId=${corner.child.id}` }),
    answers: withoutEditor(near(200, 404)), foreign: 404,
  },
  'POST /api/absence-notices': {
    request: ({ corner, school }) => ({
      path: '/api/absence-notices', body: { studentIds: [corner.child.id], from: school.day(1), to: school.day(2), reason: 'ill' },
    }),
    answers: withoutStudents(near(201, 422)), foreign: 422,
  },
  'DELETE /api/absence-notices/:id': {
    request: async ({ corner, people, school }) => {
      const notice = await school.aNotice(corner.child, { from: school.day(3), createdBy: people.parent })
      return { path: `/api/absence-notices/${notice.id}` }
    },
    answers: withoutStudents(near(204, 404)), foreign: 404,
  },
}
