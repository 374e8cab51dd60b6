import { insert, rows } from '../../helpers/school/rows'
import type { World } from '../../helpers/world'
import { everyone, near, NEAR, withoutEditor, withoutFamily, withoutTeachers, type Matrix } from './entry'

const staffHere = (status: number) => withoutFamily(near(status, 404))
const STAFF_NEAR = NEAR.filter(who => who !== 'parent' && who !== 'student')
const feedbackOf = ({ corner }: World) => `/api/students/${corner.child.id}/feedback`

/** Words of the near teacher on the near child. */
async function words({ school, corner, people }: World, visibility: 'public' | 'private') {
  return insert<{ id: string }>('feedback', { tenantId: school.tenant.id, studentId: corner.child.id, visibility, text: 'Some words', writtenBy: people.teacher.id })
}

const missed = new WeakMap<World, Promise<void>>()
/** The near child has a low rate, and nobody has taken it on. */
async function anAlert(world: World) {
  const { school, corner } = world
  const miss = async () => {
    for (const ago of [-1, -2, -3, -4, -5, -6])
      await school.aMark((await school.aLesson({ group: corner.group, date: school.day(ago), teacher: world.people.teacher })).lesson, corner.child, 'absent')
  }
  missed.set(world, missed.get(world) ?? miss())
  await missed.get(world)
  await rows('delete from taken_alerts where "studentId" = $1', [corner.child.id])
}

async function taken(world: World) {
  await anAlert(world)
  const { school, corner, people } = world
  await insert('taken_alerts', {
    tenantId: school.tenant.id, studentId: corner.child.id, takenBy: people.teacher.id, until: school.day(3), knownDate: school.day(-1), knownTime: '09:00',
  })
  await school.heard()
}
const taking = ({ corner }: World) => `/api/attendance/alerts/${corner.child.id}/taken`

const form = (path: string, fields: Record<string, string>) =>
  ({ path, body: String(new URLSearchParams(fields)), headers: { 'content-type': 'application/x-www-form-urlencoded' } })

export const FEEDBACK: Matrix = {
  'GET /api/students/:id/feedback': { request: world => ({ path: feedbackOf(world) }), answers: withoutEditor(near(200, 404)), foreign: 404 },
  'GET /api/students/:id/feedback?public': { request: world => ({ path: `${feedbackOf(world)}?visibility=public` }), answers: withoutEditor(near(200, 404)), foreign: 404 },
  'GET /api/students/:id/feedback?private': { request: world => ({ path: `${feedbackOf(world)}?visibility=private` }), answers: staffHere(200), foreign: 404 },
  'POST /api/students/:id/feedback': {
    request: world => ({ path: feedbackOf(world), body: { visibility: 'private', text: 'Between us' } }), answers: staffHere(201), foreign: 404,
  },
  'PATCH /api/feedback/:id': {
    request: async world => ({ path: `/api/feedback/${(await words(world, 'public')).id}`, body: { text: 'Other words' } }),
    answers: { ...staffHere(200), admin: 403, manager: 403 }, foreign: 404,
  },
  'DELETE /api/feedback/:id': {
    request: async world => ({ path: `/api/feedback/${(await words(world, 'private')).id}` }), answers: staffHere(204), foreign: 404,
  },
  'GET /api/students/:id/behaviour': {
    request: ({ corner }) => ({ path: `/api/students/${corner.child.id}/behaviour` }), answers: withoutEditor(near(200, 404)), foreign: 404,
  },
  'GET /api/attendance/alerts?taken': {
    request: async (world) => {
      await taken(world)
      return { path: '/api/attendance/alerts' }
    },
    answers: withoutFamily(everyone(200)), foreign: null,
    shows: { what: ({ corner }) => corner.child.id, to: STAFF_NEAR },
  },
  'PUT /api/attendance/alerts/:studentId/taken': {
    request: async (world) => {
      await anAlert(world)
      return { path: taking(world), body: { until: world.school.day(2), note: 'I call home' } }
    },
    answers: staffHere(200), foreign: 404,
  },
  'DELETE /api/attendance/alerts/:studentId/taken': {
    request: async (world) => {
      await taken(world)
      return { path: taking(world) }
    },
    answers: staffHere(204), foreign: 404,
  },
  'POST /students/:id/feedback': {
    request: ({ corner }) => form(`/students/${corner.child.id}/feedback`, { visibility: 'public', text: 'By form' }),
    answers: staffHere(303), foreign: 404, undocumented: true,
  },
  'POST /overview/alerts': {
    request: async (world) => {
      await anAlert(world)
      return form('/overview/alerts', { take: world.corner.child.id, until: world.school.day(2) })
    },
    answers: withoutTeachers(near(303, 404)), foreign: 404, undocumented: true,
  },
  'GET /api/groups/:id/contacts': {
    request: ({ corner }) => ({ path: `/api/groups/${corner.group.id}/contacts` }), answers: staffHere(200), foreign: 404,
  },
  'GET /api/groups/:id/month': { request: ({ corner }) => ({ path: `/api/groups/${corner.group.id}/month` }), answers: staffHere(200), foreign: 404 },
}
