import { randomUUID } from 'node:crypto'
import type { World } from '../../helpers/world'
import { everyone, type Matrix } from './entry'

const adminOnly = (status: number) => ({ ...everyone(403), admin: status })
const office = (here: number, there: number) => ({ ...adminOnly(here), manager: here, managerElsewhere: there })
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const days = ({ school }: World) => `from=${school.day(-7)}&to=${school.day()}`
const another = ({ school }: World) => ({ address: school.tenant.slug === 'arsenal' ? 'riverside.localhost' : 'arsenal.localhost' })

export const HOUSE: Matrix = {
  'GET /api/settings': { request: () => ({ path: '/api/settings' }), answers: adminOnly(200), foreign: null },
  'PATCH /api/settings': { request: () => ({ path: '/api/settings', body: { absencesInARow: 3 } }), answers: adminOnly(200), foreign: null },
  'POST /settings': {
    request: () => ({ path: '/settings', body: 'section=look&brandColour=%231d6b4f', headers: form }), answers: adminOnly(303), foreign: null, undocumented: true,
  },
  'GET /api/account': { request: () => ({ path: '/api/account' }), answers: everyone(200), foreign: null },
  'PATCH /api/account': { request: () => ({ path: '/api/account', body: {} }), answers: everyone(200), foreign: null },
  'POST /api/account/schools': { request: world => ({ path: '/api/account/schools', body: another(world) }), answers: everyone(201), foreign: null },
  'DELETE /api/account/schools/:id': { request: () => ({ path: `/api/account/schools/${randomUUID()}` }), answers: everyone(404), foreign: null },
  'GET /api/exports/choices': {
    request: () => ({ path: '/api/exports/choices' }), answers: office(200, 200), foreign: null,
    shows: { what: ({ corner }) => corner.group.id, to: ['admin', 'manager'] },
  },
  'GET /api/exports/attendance.csv': {
    request: world => ({ path: `/api/exports/attendance.csv?${days(world)}` }), answers: office(200, 200), foreign: null,
    shows: { what: ({ corner }) => corner.child.id, to: ['admin', 'manager'] },
  },
  'GET /api/exports/attendance.csv?groupId': {
    request: world => ({ path: `/api/exports/attendance.csv?${days(world)}&groupId=${world.corner.group.id}` }), answers: office(200, 404), foreign: 404,
  },
  'GET /api/exports/oneroster.zip': { request: () => ({ path: '/api/exports/oneroster.zip' }), answers: adminOnly(200), foreign: null },
  'GET /api/students/:id/record.zip': {
    request: ({ corner }) => ({ path: `/api/students/${corner.child.id}/record.zip` }),
    answers: { ...office(200, 404), parent: 200, parentElsewhere: 404, student: 200, studentElsewhere: 404 }, foreign: 404,
  },
  // Not the name of the child: whoever may is told so.
  'POST /api/students/:id/erasure': {
    request: ({ corner }) => ({ path: `/api/students/${corner.child.id}/erasure`, body: { name: 'somebody else' } }), answers: adminOnly(422), foreign: 404,
  },
  'POST /students/:id/erase': {
    request: ({ corner }) => ({ path: `/students/${corner.child.id}/erase`, body: 'name=somebody+else', headers: form }), answers: adminOnly(303), foreign: 404, undocumented: true,
  },
}
