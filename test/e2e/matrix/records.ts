import { everyone, near, NEAR, withoutEditor, withoutFamily, withoutTeachers, type Matrix } from './entry'

const STAFF_NEAR = NEAR.filter(who => who !== 'parent' && who !== 'student')

export const RECORDS: Matrix = {
  'GET /api/students': {
    request: () => ({ path: '/api/students' }), answers: withoutEditor(everyone(200)), foreign: null,
    shows: { what: ({ corner }) => corner.child.id, to: NEAR },
  },
  'GET /api/students?groupId': {
    request: ({ corner }) => ({ path: `/api/students?groupId=${corner.group.id}` }), answers: withoutEditor(near(200, 404)), foreign: 404,
  },
  'GET /api/students?search': {
    request: ({ corner }) => ({ path: `/api/students?search=${encodeURIComponent(corner.child.familyName)}` }),
    answers: withoutEditor(everyone(200)), foreign: null,
    shows: { what: ({ corner }) => corner.child.id, to: NEAR },
  },
  'GET /api/students/:id': {
    request: ({ corner }) => ({ path: `/api/students/${corner.child.id}` }), answers: withoutEditor(near(200, 404)), foreign: 404,
  },
  'GET /api/students/:id/attendance': {
    request: ({ corner }) => ({ path: `/api/students/${corner.child.id}/attendance` }), answers: withoutEditor(near(200, 404)), foreign: 404,
  },
  'GET /api/students/:id/contacts': {
    request: ({ corner }) => ({ path: `/api/students/${corner.child.id}/contacts` }), answers: withoutFamily(near(200, 404)), foreign: 404,
  },
  'GET /api/attendance/alerts': { request: () => ({ path: '/api/attendance/alerts' }), answers: withoutFamily(everyone(200)), foreign: null },
  'GET /api/attendance/stats': {
    request: () => ({ path: '/api/attendance/stats?by=group' }), answers: withoutFamily(everyone(200)), foreign: null,
    shows: { what: ({ corner }) => corner.group.id, to: STAFF_NEAR },
  },
  'GET /api/groups/:id/attendance': {
    request: ({ corner }) => ({ path: `/api/groups/${corner.group.id}/attendance` }), answers: withoutFamily(near(200, 404)), foreign: 404,
  },
  'GET /api/users': { request: () => ({ path: '/api/users' }), answers: withoutTeachers(everyone(200)), foreign: null },
  'GET /api/audit': { request: () => ({ path: '/api/audit' }), answers: { ...everyone(403), admin: 200 }, foreign: null },
  'GET /api/dashboard/stats': { request: () => ({ path: '/api/dashboard/stats' }), answers: withoutFamily(everyone(200)), foreign: null },
  'GET /api/overview/attendance': {
    request: () => ({ path: '/api/overview/attendance' }), answers: withoutTeachers(everyone(200)), foreign: null,
  },
  'GET /api/overview/away': { request: () => ({ path: '/api/overview/away' }), answers: withoutTeachers(everyone(200)), foreign: null },
  'GET /api/overview/open-registers': {
    request: () => ({ path: '/api/overview/open-registers' }), answers: withoutTeachers(everyone(200)), foreign: null,
  },
}
