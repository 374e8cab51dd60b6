import { Readable } from 'node:stream'
import { IMPORTED_KINDS } from '#shared/utils/import-codes'
import type { TenantContext } from '../../server/domain/context'
import { importOneRoster } from '../../server/domain/imports/import-oneroster'
import type { ImportOptions } from '../../server/domain/imports/run-import'
import type { BundleSource } from '../../server/domain/imports/sources/bundle-file'

export type Cells = Record<string, string>
/** A bundle by its files, each a list of rows or the text as it is. */
export type BundleRows = Record<string, Cells[] | string>

/** Of each kind none. */
export const nothing = Object.fromEntries(IMPORTED_KINDS.map(kind => [kind, 0]))

const cell = (value: string) => /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value

/** Rows as CSV, with a column for whatever any of them has. */
export function csvOf(rows: Cells[]): string {
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))]
  return [columns, ...rows.map(row => columns.map(column => row[column] ?? ''))].map(cells => cells.map(cell).join(',')).join('\n')
}

/** The header of these rows and none of them: the file is there, and empty. */
export const headerOf = (rows: Cells[]) => `${Object.keys(rows[0] ?? {}).join(',')}\n`

/** A bundle in memory. Without a manifest of its own, every file is meant as `mode`. */
export function bundleOf(files: BundleRows, mode: 'bulk' | 'delta' = 'bulk'): BundleSource {
  const manifest = [['propertyName', 'value'], ['oneroster.version', '1.1'], ...Object.keys(files).map(name => [`file.${name}`, mode])]
  const texts = { manifest: manifest.map(line => line.join(',')).join('\n'), ...Object.fromEntries(Object.entries(files).map(([name, rows]) =>
    [name, typeof rows === 'string' ? rows : csvOf(rows)])) }
  return {
    files: Object.entries(texts).map(([name, text]) => ({
      name: `${name}.csv`, size: Buffer.byteLength(text), open: async () => Readable.from([Buffer.from(text)]),
    })),
    close: async () => {},
  }
}

export const importBundle = (ctx: TenantContext, files: BundleRows, options: ImportOptions & { mode?: 'bulk' | 'delta' } = {}) =>
  importOneRoster(ctx, bundleOf(files, options.mode), options)

/** A small school in bulk: two classes of one branch, three children, their parents and a teacher. */
export function aSmallSchool() {
  return {
    orgs: [
      { sourcedId: 'district', name: 'District', type: 'district', parentSourcedId: '' },
      { sourcedId: 'school', name: 'School', type: 'school', parentSourcedId: 'district' },
    ],
    academicSessions: [
      { sourcedId: 'year', title: 'Year', type: 'schoolYear', startDate: '2026-09-01', endDate: '2027-07-01', parentSourcedId: '' },
      { sourcedId: 'autumn', title: 'Autumn', type: 'term', startDate: '2026-09-01', endDate: '2027-01-01', parentSourcedId: 'year' },
    ],
    courses: [{ sourcedId: 'maths', title: 'Mathematics' }],
    classes: [
      { sourcedId: '1a', title: '1 A', courseSourcedId: 'maths', schoolSourcedId: 'school', termSourcedIds: 'year,autumn', classType: 'scheduled' },
      { sourcedId: '1b', title: '1 B', courseSourcedId: 'maths', schoolSourcedId: 'school', termSourcedIds: 'autumn', classType: 'scheduled' },
    ],
    users: [
      aUserRow('anna', 'student', { agentSourcedIds: 'olga,petro' }),
      aUserRow('borys', 'student', { agentSourcedIds: 'olga' }),
      aUserRow('vira', 'student'),
      aUserRow('olga', 'parent', { email: 'olga@home.example' }),
      aUserRow('petro', 'parent', { email: 'petro@home.example' }),
      aUserRow('hanna', 'parent', { email: 'hanna@home.example', agentSourcedIds: 'vira' }),
      aUserRow('ivan', 'teacher', { email: 'ivan@school.example' }),
    ],
    enrollments: [
      anEnrolmentRow('anna-1a', '1a', 'anna'), anEnrolmentRow('borys-1a', '1a', 'borys'), anEnrolmentRow('vira-1b', '1b', 'vira'),
      anEnrolmentRow('ivan-1a', '1a', 'ivan', 'teacher'),
    ],
  }
}

export function aUserRow(sourcedId: string, role: string, more: Cells = {}): Cells {
  const name = sourcedId.charAt(0).toUpperCase() + sourcedId.slice(1)
  return {
    sourcedId, status: 'active', dateLastModified: '', orgSourcedIds: 'school', role, givenName: name, familyName: 'Test', email: '', agentSourcedIds: '', ...more,
  }
}

export function anEnrolmentRow(sourcedId: string, group: string, person: string, role = 'student', more: Cells = {}): Cells {
  return { sourcedId, status: 'active', classSourcedId: group, schoolSourcedId: 'school', userSourcedId: person, role, beginDate: '', endDate: '', ...more }
}
