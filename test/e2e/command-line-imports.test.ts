import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { aSmallSchool, aUserRow, anEnrolmentRow, csvOf, type Cells } from '../helpers/bundle'
import { serial } from '../helpers/school/names'
import { rows } from '../helpers/school/rows'
import { zipOf } from '../helpers/zip'

const folder = mkdtempSync(join(tmpdir(), 'goalschool-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The command as somebody types it, on the database of this file. */
async function goalschool(...words: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'cli/main.ts', ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  child.stdout.on('data', chunk => out += chunk)
  child.stderr.on('data', chunk => err += chunk)
  const code = await new Promise<number | null>(done => child.once('close', done))
  return { code, out, err }
}

/** The one document that `--json` prints, and nothing beside it. */
async function told(...words: string[]) {
  const { code, out, err } = await goalschool('import', ...words, '--json')
  expect(out, err).toMatch(/^\{.*\}\n$/)
  return { code, ...JSON.parse(out) }
}

async function aTenant() {
  const slug = `cli-${serial()}`
  const { code, err } = await goalschool('tenant', 'create', slug, '--name', 'School', '--time-zone', 'Europe/Kyiv', '--locale', 'uk')
  expect(code, err).toBe(0)
  return slug
}

type Bundle = Record<string, Cells[] | string>
const textsOf = (files: Bundle) => {
  const manifest = ['propertyName,value', 'oneroster.version,1.1', ...Object.keys(files).map(name => `file.${name},bulk`)].join('\n')
  return Object.entries({ manifest, ...files }).map(([name, content]) => ({ name: `${name}.csv`, content: typeof content === 'string' ? content : csvOf(content) }))
}

function asZip(files: Bundle) {
  const path = join(folder, `${serial()}.zip`)
  writeFileSync(path, zipOf(textsOf(files)))
  return path
}

function asFolder(files: Bundle) {
  const path = join(folder, String(serial()))
  mkdirSync(path)
  for (const { name, content } of textsOf(files)) writeFileSync(join(path, name), content)
  return path
}

const broken = () => {
  const school = aSmallSchool()
  return {
    ...school,
    users: [...school.users, aUserRow('king', 'king')],
    enrollments: [...school.enrollments, anEnrolmentRow('nobody-1a', '1a', 'nobody')],
  }
}

const ofTenant = (table: string, slug: string) =>
  rows(`select t.* from ${table} t join control.tenants o on o.id = t."tenantId" where o.slug = $1`, [slug])

describe('goalschool import oneroster', () => {
  it('tells first, writes then, and changes nothing the second time', async () => {
    const [slug, path] = [await aTenant(), asFolder(aSmallSchool())]
    const planned = await told('oneroster', path, '--tenant', slug, '--dry-run')
    expect(planned).toMatchObject({ code: 0, ok: true, dryRun: true, added: { students: 3, groups: 2 }, errors: [] })
    expect(await ofTenant('students', slug)).toEqual([])

    expect(await told('oneroster', path, '--tenant', slug)).toMatchObject({ code: 0, ok: true, dryRun: false, added: planned.added })
    const written = await ofTenant('students', slug)
    expect(written).toHaveLength(3)

    const again = await told('oneroster', asZip(aSmallSchool()), '--tenant', slug)
    const none = Object.fromEntries(Object.keys(planned.added).map(kind => [kind, 0]))
    expect(again).toMatchObject({ code: 0, ok: true, added: none, changed: none, removed: none, unchanged: planned.added })
    expect(await ofTenant('students', slug)).toEqual(written)
  })

  it('refuses a bundle with bad rows and says which; with --partial it takes the rest', async () => {
    const [slug, path] = [await aTenant(), asZip(broken())]
    const refused = await told('oneroster', path, '--tenant', slug)
    expect(refused).toMatchObject({ code: 1, ok: false })
    expect(refused.errors).toEqual([
      { file: 'enrollments.csv', line: 6, column: 'userSourcedId', code: 'unknown_reference', message: expect.stringMatching(/nobody/) },
      { file: 'users.csv', line: 9, column: 'role', code: 'bad_value', message: expect.stringMatching(/king/) },
    ])
    expect(await ofTenant('students', slug)).toEqual([])

    const person = await goalschool('import', 'oneroster', path, '--tenant', slug)
    expect(person).toMatchObject({ code: 1, out: expect.stringContaining('Refused: nothing was written') })
    expect(person.out).toContain('users.csv:9:role')

    expect(await told('oneroster', path, '--tenant', slug, '--partial')).toMatchObject({ code: 0, ok: true, added: { students: 3 } })
    expect(await ofTenant('students', slug)).toHaveLength(3)
  })
})

describe('goalschool import attendance', () => {
  it('tells first, writes then, and changes nothing the second time; refuses or leaves out bad rows', async () => {
    const slug = await aTenant()
    expect(await told('oneroster', asZip(aSmallSchool()), '--tenant', slug)).toMatchObject({ code: 0 })
    const path = join(folder, `${slug}.csv`)
    const head = 'classSourcedId,studentSourcedId,date,status,minutesLate,note'
    writeFileSync(path, [head, '1a,anna,2026-09-07,present,,', '1a,borys,2026-09-07,late,7,Bus'].join('\n'))

    expect(await told('attendance', path, '--tenant', slug, '--dry-run')).toMatchObject({ code: 0, ok: true, dryRun: true, added: { marks: 2 }, errors: [] })
    expect(await ofTenant('marks', slug)).toEqual([])
    expect(await told('attendance', path, '--tenant', slug)).toMatchObject({ code: 0, dryRun: false, added: { marks: 2 } })
    const written = await ofTenant('marks', slug)
    expect(written).toHaveLength(2)
    expect(await told('attendance', path, '--tenant', slug)).toMatchObject({ code: 0, added: { marks: 0 }, changed: { marks: 0 }, unchanged: { marks: 2 } })
    expect(await ofTenant('marks', slug)).toEqual(written)

    writeFileSync(path, [head, '1a,anna,2026-09-08,present,,', '1a,nobody,2026-09-08,present,,'].join('\n'))
    const refused = await told('attendance', path, '--tenant', slug)
    expect(refused).toMatchObject({ code: 1, ok: false, errors: [{ line: 3, column: 'studentSourcedId', code: 'unknown_reference' }] })
    expect(await ofTenant('marks', slug)).toEqual(written)
    expect(await told('attendance', path, '--tenant', slug, '--partial')).toMatchObject({ code: 0, ok: true, added: { marks: 1 } })
    expect(await ofTenant('marks', slug)).toHaveLength(3)
  })
})

describe('a command that does not fit', () => {
  it.each([
    ['without a tenant', ['oneroster', 'x.zip'], 2],
    ['without a file', ['attendance', '--tenant', 'arsenal'], 2],
    ['of an unknown kind', ['excel', 'x.xlsx', '--tenant', 'arsenal'], 2],
    ['for a tenant that is not there', ['oneroster', folder, '--tenant', 'nobody-has-this'], 1],
    ['of a file that is not there', ['oneroster', join(folder, 'missing.zip'), '--tenant', 'arsenal'], 1],
    ['of a CSV that is not there', ['attendance', join(folder, 'missing.csv'), '--tenant', 'arsenal'], 1],
  ] as [string, string[], number][])('%s ends with its code and a line that says why', async (_, words, expected) => {
    const { code, out, err } = await goalschool('import', ...words)
    expect({ code, out }, err).toEqual({ code: expected, out: '' })
    expect(err.trim()).not.toBe('')
    expect(err).not.toMatch(/^\s+at /m)
  })
})
