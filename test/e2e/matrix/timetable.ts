import { insert } from '../../helpers/school/rows'
import type { World } from '../../helpers/world'
import { everyone, near, withoutEditor, withoutFamily, withoutTeachers, type Guarded, type Matrix } from './entry'

/** Who manages the near branch may, teachers may not, whoever manages elsewhere does not see it. */
const managersHere = (status: number, there = 404) => withoutTeachers(near(status, there))
const staffHere = (status: number) => withoutFamily(near(status, 404))
const admins = (status: number): Guarded['answers'] => ({ ...everyone(403), admin: status })
const readers = withoutEditor(everyone(200))
const staff = withoutFamily(everyone(200))

const aTerm = ({ school }: World) => school.aTerm()
const aRoom = ({ corner, school }: World) => insert<{ id: string }>('rooms', { tenantId: school.tenant.id, branchId: corner.branch.id, name: `Room ${Math.random()}` })
const aClosure = ({ corner, school }: World, branchId: string | null = corner.branch.id) =>
  insert<{ id: string }>('closures', { tenantId: school.tenant.id, branchId, from: school.day(200), to: school.day(201), reason: 'Trip' })
const aSeries = ({ corner, school }: World) => insert<{ id: string }>('lesson_series', {
  tenantId: school.tenant.id, groupId: corner.group.id, weekdays: [1, 3], startTime: '09:00', endTime: '10:00', startsOn: school.day(1), endsOn: school.day(20),
})
const aLink = ({ people, school }: World) =>
  insert<{ id: string }>('calendar_links', { tenantId: school.tenant.id, userId: people.teacherElsewhere.id, tokenHash: String(Math.random()) })

const guardedForm = (path: string, answers: Guarded['answers']): Guarded => ({
  request: () => ({ path, body: '', headers: { 'content-type': 'application/x-www-form-urlencoded' } }), answers, foreign: null, undocumented: true,
})
const NOBODYS = '00000000-0000-4000-8000-000000000000'

export const TIMETABLE: Matrix = {
  'POST /api/groups': {
    request: ({ corner }) => ({ path: '/api/groups', body: { branchId: corner.branch.id, name: 'New group' } }), answers: managersHere(201, 422), foreign: 422,
  },
  'PATCH /api/groups/:id': {
    request: ({ corner }) => ({ path: `/api/groups/${corner.group.id}`, body: { name: 'Renamed' } }), answers: managersHere(200), foreign: 404,
  },
  'GET /api/groups/:id/plan': { request: ({ corner }) => ({ path: `/api/groups/${corner.group.id}/plan` }), answers: staffHere(200), foreign: 404 },
  'GET /api/terms': { request: () => ({ path: '/api/terms' }), answers: staff, foreign: null },
  'POST /api/terms': {
    request: ({ school }) => ({ path: '/api/terms', body: { name: 'Autumn', startsOn: school.day(300), endsOn: school.day(400) } }), answers: admins(201), foreign: null,
  },
  'PATCH /api/terms/:id': {
    request: async world => ({ path: `/api/terms/${(await aTerm(world)).id}`, body: { name: 'Renamed' } }), answers: admins(200), foreign: 404,
  },
  'GET /api/rooms': { request: () => ({ path: '/api/rooms' }), answers: staff, foreign: null },
  'POST /api/rooms': {
    request: ({ corner }) => ({ path: '/api/rooms', body: { branchId: corner.branch.id, name: `Hall ${Math.random()}` } }), answers: managersHere(201, 422), foreign: 422,
  },
  'PATCH /api/rooms/:id': {
    request: async world => ({ path: `/api/rooms/${(await aRoom(world)).id}`, body: { name: `Hall ${Math.random()}` } }), answers: managersHere(200), foreign: 404,
  },
  'DELETE /api/rooms/:id': { request: async world => ({ path: `/api/rooms/${(await aRoom(world)).id}` }), answers: managersHere(204), foreign: 404 },
  'GET /api/closed-days': { request: () => ({ path: '/api/closed-days' }), answers: staff, foreign: null },
  'POST /api/closed-days': {
    request: ({ corner, school }) => ({ path: '/api/closed-days', body: { branchId: corner.branch.id, from: school.day(210), to: school.day(211), reason: 'Trip' } }),
    answers: managersHere(201, 422), foreign: 422,
  },
  'POST /api/closed-days?of the whole tenant': {
    request: ({ school }) => ({ path: '/api/closed-days', body: { branchId: null, from: school.day(220), to: school.day(220), reason: 'Holiday' } }), answers: admins(201), foreign: null,
  },
  'DELETE /api/closed-days/:id': { request: async world => ({ path: `/api/closed-days/${(await aClosure(world)).id}` }), answers: managersHere(204), foreign: 404 },
  'DELETE /api/closed-days/:id?of the whole tenant': {
    request: async world => ({ path: `/api/closed-days/${(await aClosure(world, null)).id}` }), answers: admins(204), foreign: 404,
  },
  'GET /api/lesson-series': { request: ({ corner }) => ({ path: `/api/lesson-series?groupId=${corner.group.id}` }), answers: staffHere(200), foreign: 404 },
  'POST /api/lesson-series': {
    request: ({ corner, school }) => ({
      path: '/api/lesson-series', body: { groupId: corner.group.id, weekdays: [2], startTime: '07:00', endTime: '07:30', from: school.day(1), to: school.day(15) },
    }),
    answers: managersHere(201, 422), foreign: 422,
  },
  'PATCH /api/lesson-series/:id': {
    request: async world => ({ path: `/api/lesson-series/${(await aSeries(world)).id}`, body: { from: world.school.day(2), startTime: '08:00' } }), answers: managersHere(200), foreign: 404,
  },
  'DELETE /api/lesson-series/:id': {
    request: async world => ({ path: `/api/lesson-series/${(await aSeries(world)).id}?from=${world.school.day(2)}` }), answers: managersHere(204), foreign: 404,
  },
  'GET /api/planning/week': {
    request: () => ({ path: '/api/planning/week' }), answers: staff, foreign: null,
    shows: { what: ({ corner }) => corner.lesson.id, to: ['admin', 'manager', 'teacher'] },
  },
  'GET /api/planning/house': {
    request: () => ({ path: '/api/planning/house' }), answers: withoutTeachers(everyone(200)), foreign: null,
    shows: { what: ({ corner }) => corner.branch.id, to: ['admin', 'manager'] },
  },
  'GET /api/lessons/:id/plan': { request: ({ corner }) => ({ path: `/api/lessons/${corner.lesson.id}/plan` }), answers: staffHere(200), foreign: 404 },
  'GET /api/timetable/mine': {
    request: () => ({ path: '/api/timetable/mine' }), answers: readers, foreign: null,
    shows: { what: ({ corner }) => corner.lesson.id, to: ['admin', 'manager', 'teacher', 'parent', 'student'] },
  },
  'GET /api/calendar-links': { request: () => ({ path: '/api/calendar-links' }), answers: readers, foreign: null },
  'POST /api/calendar-links': { request: () => ({ path: '/api/calendar-links' }), answers: withoutEditor(everyone(201)), foreign: null },
  // Nobody revokes somebody else's, not even the admin.
  'DELETE /api/calendar-links/:id': {
    request: async world => ({ path: `/api/calendar-links/${(await aLink(world)).id}` }), answers: { ...withoutEditor(everyone(404)), teacherElsewhere: 204 }, foreign: 404,
  },
  'GET /calendar/:file': { open: 'the secret is in the address: test/e2e/calendar.test.ts', path: `/calendar/${'x'.repeat(43)}.ics`, status: 404, undocumented: true },
  'POST /lessons/:id/plan': guardedForm(`/lessons/${NOBODYS}/plan`, { ...withoutFamily(everyone(404)) }),
  'POST /planning': guardedForm('/planning', withoutFamily(everyone(303))),
  'POST /planning/closed-days': guardedForm('/planning/closed-days', withoutTeachers(everyone(303))),
  'POST /planning/groups': guardedForm('/planning/groups', withoutTeachers(everyone(404))),
  'POST /planning/groups/:id': guardedForm(`/planning/groups/${NOBODYS}`, withoutTeachers(everyone(404))),
  'POST /timetable/calendar': guardedForm('/timetable/calendar', withoutEditor(everyone(303))),
}
