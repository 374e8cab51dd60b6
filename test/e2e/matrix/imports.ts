import { insert } from '../../helpers/school/rows'
import type { World } from '../../helpers/world'
import { everyone, type Matrix } from './entry'

const adminOnly = (status: number) => ({ ...everyone(403), admin: status })

/** A row of its own for each who asks: to confirm or discard it is to use it up. */
async function anImport({ school }: World): Promise<string> {
  const { id } = await insert<{ id: string }>('imports', { tenantId: school.tenant.id, kind: 'attendance', state: 'checked', fileName: 'attendance.csv', size: 1 })
  return `imports/${id}`
}

const checkedImport = async (world: World) => `/api/${await anImport(world)}`
const form = { 'content-type': 'application/x-www-form-urlencoded' }

export const IMPORTS: Matrix = {
  'GET /api/imports': { request: () => ({ path: '/api/imports' }), answers: adminOnly(200), foreign: null },
  'POST /api/imports': { request: () => ({ path: '/api/imports?fileName=attendance.csv', body: 'studentSourcedId,date,status\n' }), answers: adminOnly(201), foreign: null },
  'GET /api/imports/:id': { request: async world => ({ path: await checkedImport(world) }), answers: adminOnly(200), foreign: 404 },
  'GET /api/imports/:id/issues': { request: async world => ({ path: `${await checkedImport(world)}/issues` }), answers: adminOnly(200), foreign: 404 },
  'POST /api/imports/:id/confirm': {
    request: async world => ({ path: `${await checkedImport(world)}/confirm`, body: {} }), answers: adminOnly(202), foreign: 404,
  },
  'DELETE /api/imports/:id': { request: async world => ({ path: await checkedImport(world) }), answers: adminOnly(204), foreign: 404 },
  'POST /imports': { request: () => ({ path: '/imports', body: 'studentSourcedId,date,status\n' }), answers: adminOnly(303), foreign: null, undocumented: true },
  'POST /imports/:id/confirm': {
    request: async world => ({ path: `/${await anImport(world)}/confirm`, body: 'partial=no', headers: form }), answers: adminOnly(303), foreign: 404, undocumented: true,
  },
  'POST /imports/:id/discard': {
    request: async world => ({ path: `/${await anImport(world)}/discard`, body: '', headers: form }), answers: adminOnly(303), foreign: 404, undocumented: true,
  },
}
