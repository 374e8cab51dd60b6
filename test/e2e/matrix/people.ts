import { randomUUID } from 'node:crypto'
import { aPhoto, aPicture } from '../../helpers/picture'
import { insert, rows } from '../../helpers/school/rows'
import type { World } from '../../helpers/world'
import { everyone, near, withoutEditor, withoutFamily, withoutTeachers, type Matrix } from './entry'

/** The office of the near corner; another branch's manager does not see its people. */
const office = (here: number, there = 404) => withoutTeachers(near(here, there))
const staffHere = (status: number) => withoutFamily(near(status, 404))
const serial = () => randomUUID().slice(0, 8)
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const posted = (path: string, fields: Record<string, string>) => ({ path, body: new URLSearchParams(fields).toString(), headers: form })

// Made anew for each who asks, since some of the requests use a person up.
const aChild = ({ school, corner }: World) => school.aStudent({ group: corner.group })
async function anAdult(world: World) {
  const parent = await world.school.aUser('parent')
  await world.school.aGuardianship(parent, await aChild(world))
  return parent
}
const anInvitation = async (world: World) => insert<{ id: string }>('invitations', {
  tenantId: world.school.tenant.id, userId: (await anAdult(world)).id, kind: 'code', secretHash: randomUUID(), expiresAt: new Date(Date.now() + 86_400_000),
})
let version = 100
const aConsentText = async (school: World['school']) =>
  (await insert<{ id: string }>('consent_texts', { tenantId: school.tenant.id, kind: 'photos_inside', version: ++version, text: 'Photos on the wall of the class.' })).id
const student = async (world: World, path = '') => `/api/students/${(await aChild(world)).id}${path}`
const user = async (world: World, path = '') => `/api/users/${(await anAdult(world)).id}${path}`
const day = ({ school }: World) => school.day()

export const PEOPLE: Matrix = {
  'GET /api/people/choices': {
    request: () => ({ path: '/api/people/choices' }), answers: withoutTeachers(everyone(200)), foreign: null,
    shows: { what: ({ corner }) => corner.group.id, to: ['admin', 'manager'] },
  },
  'GET /api/students/left': { request: () => ({ path: '/api/students/left' }), answers: withoutTeachers(everyone(200)), foreign: null },
  'POST /api/students': {
    request: ({ corner }) => ({ path: '/api/students', body: { givenName: 'New', familyName: 'Child', groupId: corner.group.id } }), answers: office(201, 422), foreign: 422,
  },
  'PATCH /api/students/:id': { request: async world => ({ path: await student(world), body: { givenName: 'Other' } }), answers: office(200), foreign: 404 },
  'GET /api/students/:id/file': { request: async world => ({ path: await student(world, '/file') }), answers: office(200), foreign: 404 },
  'POST /api/students/:id/enrolments': {
    request: async world => ({ path: await student(world, '/enrolments'), body: { groupId: (await world.school.aGroup({ branch: world.corner.branch })).id } }),
    answers: office(201), foreign: 404,
  },
  'POST /api/students/:id/leave': { request: async world => ({ path: await student(world, '/leave'), body: { to: day(world) } }), answers: office(200), foreign: 404 },
  'POST /api/students/:id/guardianships': {
    request: async world => ({ path: await student(world, '/guardianships'), body: { userId: world.people.parent.id } }), answers: office(201), foreign: 404,
  },
  'PATCH /api/guardianships/:id': {
    request: async (world) => {
      const { id } = await world.school.aGuardianship(await world.school.aUser('parent'), await aChild(world))
      return { path: `/api/guardianships/${id}`, body: { mayCollect: false } }
    },
    answers: office(200), foreign: 404,
  },
  'PATCH /api/enrolments/:id': {
    request: async (world) => {
      const { id } = await world.school.anEnrolment(await world.school.aStudent(), world.corner.group)
      return { path: `/api/enrolments/${id}`, body: { to: day(world) } }
    },
    answers: office(200), foreign: 404,
  },
  'GET /api/groups/:id/assignments': { request: async ({ corner }) => ({ path: `/api/groups/${corner.group.id}/assignments` }), answers: office(200), foreign: 404 },
  'POST /api/groups/:id/assignments': {
    request: async (world) => {
      const { id } = await world.school.aGroup({ branch: world.corner.branch })
      return { path: `/api/groups/${id}/assignments`, body: { userId: world.people.teacher.id } }
    },
    answers: office(201), foreign: 404,
  },
  'PATCH /api/assignments/:id': {
    request: async (world) => {
      const { id } = await world.school.anAssignment(await world.school.aUser('teacher'), world.corner.group)
      return { path: `/api/assignments/${id}`, body: { to: day(world) } }
    },
    answers: office(200), foreign: 404,
  },
  'POST /api/users': {
    request: ({ corner, school }) => ({
      path: '/api/users',
      body: { givenName: 'New', familyName: 'Teacher', email: `new-${serial()}@${school.tenant.slug}.example`, roles: ['teacher'], groupIds: [corner.group.id] },
    }),
    answers: office(201, 422), foreign: 422,
  },
  'GET /api/users/:id': { request: async world => ({ path: await user(world) }), answers: office(200), foreign: 404 },
  'PATCH /api/users/:id': { request: async world => ({ path: await user(world), body: { phone: null } }), answers: office(200), foreign: 404 },
  'DELETE /api/users/:id': { request: async world => ({ path: await user(world) }), answers: office(204), foreign: 404 },
  'GET /api/users/:id/invitation': { request: async world => ({ path: await user(world, '/invitation') }), answers: office(200), foreign: 404 },
  'POST /api/users/:id/invitations': { request: async world => ({ path: await user(world, '/invitations'), body: { kind: 'code' } }), answers: office(201), foreign: 404 },
  'DELETE /api/invitations/:id': { request: async world => ({ path: `/api/invitations/${(await anInvitation(world)).id}` }), answers: office(204), foreign: 404 },
  'GET /api/groups/:id/invitations': { request: ({ corner }) => ({ path: `/api/groups/${corner.group.id}/invitations` }), answers: office(200), foreign: 404 },
  'POST /api/groups/:id/invitations': {
    request: ({ corner }) => ({ path: `/api/groups/${corner.group.id}/invitations`, body: { kind: 'code' } }), answers: office(200), foreign: 404,
  },
  'POST /api/invitations/read': { open: 'the secret says whom it is for: test/e2e/invitations.test.ts', path: '/api/invitations/read', body: { secret: 'nobodys' }, status: 400 },
  'POST /api/invitations/accept': {
    open: 'the secret is what lets in: test/e2e/invitations.test.ts', path: '/api/invitations/accept', body: { secret: 'nobodys', password: 'long enough a password' }, status: 400,
  },
  'GET /api/students/:id/care': { request: async world => ({ path: await student(world, '/care') }), answers: staffHere(200), foreign: 404 },
  'GET /api/lessons/:id/medical': { request: ({ corner }) => ({ path: `/api/lessons/${corner.lesson.id}/medical` }), answers: staffHere(200), foreign: 404 },
  'PUT /api/students/:id/medical': { request: async world => ({ path: await student(world, '/medical'), body: { condition: 'Asthma' } }), answers: office(204), foreign: 404 },
  'DELETE /api/students/:id/medical': { request: async world => ({ path: await student(world, '/medical') }), answers: office(204), foreign: 404 },
  'PUT /api/students/:id/photo': {
    request: async world => ({ path: await student(world, '/photo'), body: await aPicture(), headers: { 'content-type': 'image/png' } }), answers: office(204), foreign: 404,
  },
  'DELETE /api/students/:id/photo': { request: async world => ({ path: await student(world, '/photo') }), answers: office(204), foreign: 404 },
  'GET /api/students/:id/photo': {
    request: async ({ corner, school }) => {
      await rows('delete from student_photos where "studentId" = $1', [corner.child.id])
      await aPhoto(school, corner.child.id)
      return { path: `/api/students/${corner.child.id}/photo` }
    },
    answers: withoutEditor(near(200, 404)), foreign: 404,
  },
  'POST /students/:id/photo': {
    request: async world => ({
      path: (await student(world, '/photo')).replace('/api/', '/'), body: await aPicture(), headers: { 'content-type': 'image/png' },
    }), answers: { ...office(303), managerElsewhere: 404 }, foreign: 404, undocumented: true,
  },
  'POST /api/students/:id/emergency-contacts': {
    request: async world => ({ path: await student(world, '/emergency-contacts'), body: { name: 'Neighbour', phone: '+44 7700 900001' } }), answers: office(201), foreign: 404,
  },
  'DELETE /api/students/:id/emergency-contacts/:contactId': {
    request: async (world) => {
      const child = await aChild(world)
      const { id } = await insert<{ id: string }>('emergency_contacts', { tenantId: world.school.tenant.id, studentId: child.id, name: 'Neighbour', phone: '1234' })
      return { path: `/api/students/${child.id}/emergency-contacts/${id}` }
    },
    answers: office(204), foreign: 404,
  },
  'GET /api/account/access': {
    request: () => ({ path: '/api/account/access' }), answers: { ...everyone(403), student: 200, studentElsewhere: 200 }, foreign: null,
  },
  // Until they are of age they decide nothing.
  'PUT /api/account/access/:id': {
    request: async (world) => {
      const { id } = await world.school.aGuardianship(await world.school.aUser('parent'), world.corner.child)
      return { path: `/api/account/access/${id}`, body: { granted: true } }
    },
    answers: { ...everyone(403), student: 409, studentElsewhere: 404 }, foreign: 403,
  },
  'POST /access': {
    request: async (world) => {
      const { id } = await world.school.aGuardianship(await world.school.aUser('parent'), world.corner.child)
      return posted('/access', { id, granted: 'yes' })
    },
    answers: { ...everyone(403), student: 303, studentElsewhere: 404 }, foreign: 403, undocumented: true,
  },
  'GET /api/consent-texts': { request: () => ({ path: '/api/consent-texts' }), answers: { ...everyone(200), editor: 403 }, foreign: null },
  'POST /api/consent-texts': {
    request: () => ({ path: '/api/consent-texts', body: { kind: 'data', text: `We keep names and marks. ${serial()}` } }), answers: { ...everyone(403), admin: 201 }, foreign: null,
  },
  'GET /api/students/:id/consents': {
    request: ({ corner }) => ({ path: `/api/students/${corner.child.id}/consents` }), answers: { ...near(200, 404), editor: 403 }, foreign: 404,
  },
  'POST /api/students/:id/consents': {
    request: async ({ corner, school }) => ({ path: `/api/students/${corner.child.id}/consents`, body: { textId: await aConsentText(school), given: true } }),
    answers: { ...near(403, 404), editor: 403, parent: 204 }, foreign: 404,
  },
  'POST /consents': { request: () => posted('/consents', { kind: 'medical', text: 'First aid.' }), answers: { ...everyone(403), admin: 303 }, foreign: null, undocumented: true },
  'POST /children/:id/consents': {
    request: async ({ corner, school }) => posted(`/children/${corner.child.id}/consents`, { textId: await aConsentText(school), given: 'yes' }),
    // Who may not is sent back to the page, which says so.
    answers: { ...everyone(403), parent: 303, parentElsewhere: 404, student: 303, studentElsewhere: 404 }, foreign: 403, undocumented: true,
  },
  'GET /api/students/:id/merge': {
    request: async world => ({ path: `${await student(world, '/merge')}?duplicateId=${(await aChild(world)).id}` }), answers: office(200), foreign: 404,
  },
  'POST /api/students/:id/merge': {
    request: async world => ({ path: await student(world, '/merge'), body: { duplicateId: (await aChild(world)).id } }), answers: office(200), foreign: 404,
  },
  'GET /api/students/:id/kept': {
    request: async (world) => {
      const duplicate = await world.school.aStudent()
      await insert('student_merges', { tenantId: world.school.tenant.id, mergedId: duplicate.id, keptId: world.corner.child.id })
      return { path: `/api/students/${duplicate.id}/kept` }
    },
    answers: { ...near(200, 404), editor: 403 }, foreign: 404,
  },
  'POST /students/:id/merge': {
    request: async world => posted(`/students/${(await aChild(world)).id}/merge`, { duplicateId: (await aChild(world)).id }), answers: office(303), foreign: 404, undocumented: true,
  },
  'POST /people/new': {
    request: ({ corner }) => posted('/people/new', { givenName: 'New', familyName: 'Child', groupId: corner.group.id }),
    answers: withoutTeachers(everyone(303)), foreign: null, undocumented: true,
  },
  'POST /students/:id/edit': {
    request: async world => posted(`/students/${(await aChild(world)).id}/edit`, { action: 'words', givenName: 'New', familyName: 'Name' }),
    answers: office(303), foreign: 404, undocumented: true,
  },
  'POST /users/:id': {
    request: async world => posted(`/users/${(await anAdult(world)).id}`, { action: 'invite', kind: 'code' }), answers: office(303), foreign: 404, undocumented: true,
  },
  'POST /groups/:id/invitations': {
    request: ({ corner }) => posted(`/groups/${corner.group.id}/invitations`, { kind: 'code' }), answers: office(303), foreign: 404, undocumented: true,
  },
  'POST /invite': { open: 'leads to the page of a code', path: '/invite', status: 303, undocumented: true, body: 'code=nobodys', headers: form },
  'POST /invite/:secret': { open: 'the same as the API', path: '/invite/nobodys', status: 303, undocumented: true, body: 'password=short', headers: form },
}
