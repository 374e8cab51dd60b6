import { BANDS } from '../../helpers/school/skills'
import type { World } from '../../helpers/world'
import { everyone, near, withoutEditor, withoutFamily, withoutTeachers, type Matrix } from './entry'

const staffHere = (status: number) => withoutFamily(near(status, 404))
const managers = (status: number) => withoutTeachers(everyone(status))
const skillOf = ({ school }: World) => school.aSkill()
const child = ({ corner }: World, rest: string) => `/api/students/${corner.child.id}/${rest}`
let count = 0
const name = () => `Of the matrix ${++count}`

const form = (path: string, fields: Record<string, string> = {}) => ({ path, body: new URLSearchParams(fields).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } })

export const PROGRESS: Matrix = {
  'GET /api/static/skill-presets': { open: 'What a school can begin with', path: '/api/static/skill-presets' },
  'GET /api/skills': { request: () => ({ path: '/api/skills' }), answers: withoutEditor(everyone(200)), foreign: null },
  'POST /api/skills': { request: () => ({ path: '/api/skills', body: { name: name(), category: 'social', bands: BANDS } }), answers: managers(201), foreign: null },
  'POST /api/skills/preset': { request: () => ({ path: '/api/skills/preset', body: { preset: 'football_academy' } }), answers: managers(200), foreign: null },
  'PATCH /api/skills/:id': {
    request: async world => ({ path: `/api/skills/${(await skillOf(world)).id}`, body: { archived: true } }), answers: managers(200), foreign: 404,
  },
  'GET /api/achievements': { request: () => ({ path: '/api/achievements' }), answers: withoutFamily(everyone(200)), foreign: null },
  'POST /api/achievements': {
    // More than anybody attends: nothing is awarded while other routes are asked.
    request: () => ({ path: '/api/achievements', body: { kind: 'lessons_in_a_row', name: name(), count: 99_999 } }), answers: managers(201), foreign: null,
  },
  'PATCH /api/achievements/:id': {
    request: async ({ school }) => ({ path: `/api/achievements/${(await school.anAchievement({ kind: 'points', count: 99_999 })).id}`, body: { archived: true } }),
    answers: managers(200), foreign: 404,
  },
  'POST /api/students/:id/assessments': {
    request: async world => ({ path: child(world, 'assessments'), body: { skillId: (await skillOf(world)).id, value: 50 } }), answers: staffHere(201), foreign: 404,
  },
  'POST /api/assessments/:id/corrections': {
    request: async (world) => {
      const { id } = await world.school.anAssessment(world.corner.child, await skillOf(world), 40)
      return { path: `/api/assessments/${id}/corrections`, body: { value: 60 } }
    },
    answers: staffHere(201), foreign: 404,
  },
  'GET /api/students/:id/progress': { request: world => ({ path: child(world, 'progress') }), answers: withoutEditor(near(200, 404)), foreign: 404 },
  'GET /api/students/:id/achievements': { request: world => ({ path: child(world, 'achievements') }), answers: withoutEditor(near(200, 404)), foreign: 404 },
  'PUT /api/students/:id/targets/:skillId': {
    request: async world => ({ path: child(world, `targets/${(await skillOf(world)).id}`), body: { value: 70, dueOn: world.school.day(20) } }), answers: staffHere(200), foreign: 404,
  },
  'DELETE /api/students/:id/targets/:skillId': {
    request: async world => ({ path: child(world, `targets/${(await skillOf(world)).id}`) }), answers: staffHere(204), foreign: 404,
  },
  'GET /api/groups/:id/progress': {
    request: ({ corner }) => ({ path: `/api/groups/${corner.group.id}/progress` }), answers: staffHere(200), foreign: 404,
  },
  'GET /api/groups/:id/assessments': {
    request: ({ corner }) => ({ path: `/api/groups/${corner.group.id}/assessments` }), answers: staffHere(200), foreign: 404,
  },
  'POST /api/groups/:id/assessments': {
    request: async world => ({
      path: `/api/groups/${world.corner.group.id}/assessments`, body: { skillId: (await skillOf(world)).id, assessments: [{ studentId: world.corner.child.id, value: 50 }] },
    }),
    answers: staffHere(201), foreign: 404,
  },
  // The forms say what is wrong on the page that they lead back to.
  'POST /skills': { request: () => form('/skills'), answers: managers(303), foreign: null, undocumented: true },
  'POST /skills/:id': { request: async world => form(`/skills/${(await skillOf(world)).id}`), answers: managers(303), foreign: null, undocumented: true },
  'POST /skills/preset': { request: () => form('/skills/preset'), answers: managers(303), foreign: null, undocumented: true },
  'POST /achievements': { request: () => form('/achievements'), answers: managers(303), foreign: null, undocumented: true },
  'POST /achievements/:id': {
    request: async ({ school }) => form(`/achievements/${(await school.anAchievement({ kind: 'points', count: 99_999 })).id}`), answers: managers(303), foreign: null, undocumented: true,
  },
  'POST /groups/:id/assess': { request: ({ corner }) => form(`/groups/${corner.group.id}/assess`), answers: withoutFamily(everyone(303)), foreign: null, undocumented: true },
  'POST /students/:id/assess': { request: world => form(`/students/${world.corner.child.id}/assess`), answers: withoutFamily(everyone(303)), foreign: null, undocumented: true },
  'POST /students/:id/correct': {
    request: async (world) => {
      const { id } = await world.school.anAssessment(world.corner.child, await skillOf(world), 40)
      return form(`/students/${world.corner.child.id}/correct`, { assessmentId: id, value: '60' })
    },
    answers: staffHere(303), foreign: 404, undocumented: true,
  },
  'POST /students/:id/target': {
    request: async world => form(`/students/${world.corner.child.id}/target`, { skillId: (await skillOf(world)).id, value: '70', dueOn: world.school.day(20) }),
    answers: staffHere(303), foreign: 404, undocumented: true,
  },
}
