import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sendSheets } from '../../../../app/offline/send-sheets'
import { change, type Sheet } from '../../../../app/offline/sheet'
import { summaryOf } from '../../../../app/offline/sheet-state'
import { inMemory, type Store } from '../../../../app/offline/store'
import { ABSENT, aSheet, NONE, PRESENT, student } from './sheets'

interface Put { lesson: string, key: string, version: string, marks: { studentId: string, status: string }[] }

let store: Store
let puts: Put[]
/** What the server says to each request; the last one goes on. */
let answers: (() => Response)[]
let me: string | null

const json = (status: number, body: unknown) => () => Response.json(body, { status })
const saved = (version: number) => json(200, { version, saved: 1 })
const nobody = () => {
  throw new TypeError('Failed to fetch')
}

beforeEach(() => {
  [store, puts, answers, me] = [inMemory(), [], [], 'teacher']
  vi.stubGlobal('navigator', {})
  vi.stubGlobal('fetch', async (path: string, options: RequestInit) => {
    if (path === '/api/me') return Response.json({ user: me && { id: me } })
    const headers = new Headers(options.headers)
    puts.push({ lesson: path.split('/')[3] ?? '', key: headers.get('idempotency-key') ?? '', version: headers.get('if-match') ?? '', ...JSON.parse(String(options.body)) })
    return (answers.length > 1 ? answers.shift()! : answers[0]!)()
  })
})
afterEach(() => vi.unstubAllGlobals())

const keep = (sheet: Sheet) => store.update(sheet.key, () => sheet)
const marked = (sheet: Sheet, id: string, draft = PRESENT, now = 1) => change(sheet, id, draft, { standing: NONE, version: sheet.version, now })
const read = async (id = 'lesson') => (await store.read(`teacher ${id}`))!

describe('sendSheets', () => {
  it('sends lessons in the order in which they were set, and what is set meanwhile after that', async () => {
    await keep(marked(aSheet(1, 'second'), 'a', PRESENT, 20))
    await keep(marked(aSheet(1, 'first'), 'a', PRESENT, 10))
    answers = [() => {
      void store.update('teacher first', sheet => marked(sheet!, 'a', ABSENT))
      return saved(2)()
    }, saved(3)]
    expect(await sendSheets(store, 'teacher')).toBe('done')
    expect(puts.map(({ lesson, version, marks }) => [lesson, version, marks[0]?.status])).toEqual([['first', '"1"', 'present'], ['first', '"2"', 'absent'], ['second', '"1"', 'present']])
  })

  it('keeps the key over attempts, and stops at the first lesson while nobody answers', async () => {
    await keep(marked(aSheet(1, 'one'), 'a'))
    await keep(marked(aSheet(1, 'two'), 'a', PRESENT, 2))
    answers = [nobody]
    expect(await sendSheets(store, 'teacher')).toBe('again')
    expect(puts).toHaveLength(1)
    answers = [saved(2)]
    expect(await sendSheets(store, 'teacher')).toBe('done')
    expect(puts.map(put => put.lesson)).toEqual(['one', 'one', 'two'])
    expect(puts[1]?.key).toBe(puts[0]?.key)
    expect(puts[2]?.key).not.toBe(puts[0]?.key)
  })

  it('goes on with the next lesson where one has trouble of its own', async () => {
    await keep(marked(aSheet(1, 'one'), 'a'))
    await keep(marked(aSheet(1, 'two'), 'a', PRESENT, 2))
    answers = [json(500, {}), saved(2)]
    expect(await sendSheets(store, 'teacher')).toBe('again')
    expect(summaryOf(await read('one')).waiting).toBe(1)
    expect(summaryOf(await read('two')).waiting).toBe(0)
  })

  it('merges what a second device saved, and shows where both marked the same child', async () => {
    await keep(marked(marked(aSheet(), 'a'), 'b'))
    answers = [json(412, { register: { version: 5, students: [student('a', ABSENT), student('b', NONE)] } }), saved(6)]
    expect(await sendSheets(store, 'teacher')).toBe('done')
    expect(puts[1]).toMatchObject({ version: '"5"', marks: [{ studentId: 'b', status: 'present' }] })
    expect(summaryOf(await read())).toMatchObject({ waiting: 0, clashes: 1 })
  })

  it('keeps what was refused, with its reason, and sends the rest', async () => {
    await keep(marked(marked(aSheet(), 'a'), 'b'))
    answers = [json(422, { code: 'not_enrolled', errors: [{ path: 'marks.0.studentId', code: 'not_enrolled' }] }), saved(2)]
    expect(await sendSheets(store, 'teacher')).toBe('done')
    expect(puts[1]?.marks.map(mark => mark.studentId)).toEqual(['b'])
    expect(summaryOf(await read())).toMatchObject({ waiting: 0, refused: 1, reason: 'not_enrolled' })
  })

  it('sends nobody else\'s, and nothing under another\'s name', async () => {
    await keep({ ...marked(aSheet(), 'a'), key: 'other lesson', owner: 'other' })
    expect(await sendSheets(store, 'teacher')).toBe('done')
    expect(puts).toEqual([])
    await keep({ ...marked(aSheet(), 'a'), failures: 1 })
    me = 'other'
    expect(await sendSheets(store, 'teacher')).toBe('signed_out')
    me = null
    expect(await sendSheets(store, 'teacher')).toBe('signed_out')
    expect(puts).toEqual([])
    expect(summaryOf(await read()).waiting).toBe(1)
  })

  it('waits where the session has ended', async () => {
    await keep(marked(aSheet(), 'a'))
    answers = [json(401, {})]
    expect(await sendSheets(store, 'teacher')).toBe('signed_out')
    expect(summaryOf(await read()).waiting).toBe(1)
  })

  it('takes a page of some other network for no answer', async () => {
    await keep(marked(aSheet(), 'a'))
    answers = [() => new Response('<html>Sign in to the Wi-Fi', { status: 200 })]
    expect(await sendSheets(store, 'teacher')).toBe('again')
    expect(summaryOf(await read()).waiting).toBe(1)
  })

  it('leaves it to whoever else is sending', async () => {
    await keep(marked(aSheet(), 'a'))
    vi.spyOn(store, 'lease').mockResolvedValue(false)
    expect(await sendSheets(store, 'teacher')).toBe('again')
    expect(puts).toEqual([])
  })
})
