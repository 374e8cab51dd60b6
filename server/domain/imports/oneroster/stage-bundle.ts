import { copyRows } from '../csv/copy-rows'
import { addIssue } from '../issues'
import type { BundleFile, BundleSource } from '../sources/bundle-file'
import { copyStatement, settleTable, temporaryTable, type Stage } from '../stage'
import { academicSessions } from './files/academic-sessions'
import type { BundleFileSpec } from './files/bundle-file'
import { categories } from './files/categories'
import { classes } from './files/classes'
import { courses } from './files/courses'
import { demographics } from './files/demographics'
import { enrollments } from './files/enrollments'
import { lineItems } from './files/line-items'
import { orgs } from './files/orgs'
import { results } from './files/results'
import { roles } from './files/roles'
import { users } from './files/users'
import { readManifest, type FileMode, type Manifest } from './manifest'
import { countBytes } from '../csv/count-bytes'

const specs = [orgs, academicSessions, courses, classes, users, roles, demographics, enrollments, categories, lineItems, results]
/** Files that nothing here is made of: others of the standard, and our own attendance.csv, which is imported by itself. */
const unread = new Set([
  'attendance', 'resources', 'classresources', 'courseresources', 'userresources', 'userprofiles',
  'lineitemlearningobjectiveids', 'lineitemscorescales', 'resultlearningobjectiveids', 'resultscorescales', 'scorescales',
])

/** Which files are the whole truth, which only news, and which are not there. */
export type Modes = ReadonlyMap<BundleFileSpec, FileMode>

/** Brings the files of a bundle into temporary tables and says how each is meant. `onProgress`: 0 to 1 of its bytes. */
export async function stageBundle(stage: Stage, source: BundleSource, onProgress: (fraction: number) => void): Promise<Modes> {
  const files = filesByName(stage, source)
  const manifest = await manifestOf(stage, files.get('manifest'))
  const modes = new Map<BundleFileSpec, FileMode>()
  const total = source.files.reduce((sum, file) => sum + file.size, 1)
  let read = 0
  for (const spec of specs) {
    const file = files.get(spec.name.toLowerCase())
    const mode = modeOf(stage, spec, manifest, file !== undefined)
    modes.set(spec, mode)
    await stage.tx.query(temporaryTable(spec.table, spec.fields))
    if (file && mode !== 'absent') {
      const input = countBytes(await file.open(), bytes => onProgress((read += bytes) / total))
      const lines = copyRows(input, spec, (severity, line, column, code, value) => {
        addIssue(stage.log, spec.beside ? 'warning' : severity, { file: spec.fileName, line, column }, code, value)
        // A row that is missing because of a fault in it is not one that is gone.
        if (spec.beside && severity === 'error') modes.set(spec, 'delta')
      })
      await stage.tx.copyFrom(copyStatement(spec.table, spec.fields), lines)
    }
    await settleTable(stage, spec.table, ...['sourcedId', 'person'].filter(column => column in spec.fields))
  }
  return modes
}

function filesByName(stage: Stage, source: BundleSource): Map<string, BundleFile> {
  const files = new Map<string, BundleFile>()
  const known = new Set(['manifest', ...specs.map(spec => spec.name.toLowerCase())])
  for (const file of source.files) {
    const name = file.name.toLowerCase().replace(/\.csv$/, '')
    const shown = { file: file.name.slice(0, 100), line: 0, column: '' }
    if (!known.has(name)) {
      if (!unread.has(name)) addIssue(stage.log, 'warning', shown, 'unknown_file')
    }
    else if (files.has(name)) addIssue(stage.log, 'error', shown, 'duplicate_file')
    else files.set(name, file)
  }
  if (files.size - (files.has('manifest') ? 1 : 0) === 0) addIssue(stage.log, 'error', { file: '', line: 0, column: '' }, 'no_files')
  return files
}

async function manifestOf(stage: Stage, file: BundleFile | undefined): Promise<Manifest | null> {
  if (!file) {
    addIssue(stage.log, 'warning', { file: 'manifest.csv', line: 0, column: '' }, 'no_manifest')
    return null
  }
  return readManifest(await file.open(), (severity, line, column, code, value) =>
    addIssue(stage.log, severity, { file: 'manifest.csv', line, column }, code, value))
}

function modeOf(stage: Stage, spec: BundleFileSpec, manifest: Manifest | null, present: boolean): FileMode {
  const where = { file: spec.fileName, line: 0, column: '' }
  const promised = manifest?.get(spec.name.toLowerCase())
  if (!manifest || (promised === undefined && present)) {
    if (manifest) addIssue(stage.log, 'warning', where, 'unlisted_file')
    return present ? 'delta' : 'absent'
  }
  if (promised === 'absent' && present) addIssue(stage.log, 'warning', where, 'absent_file')
  if (promised && promised !== 'absent' && !present) {
    addIssue(stage.log, spec.beside ? 'warning' : 'error', where, 'missing_file')
    return 'absent'
  }
  return promised ?? 'absent'
}
