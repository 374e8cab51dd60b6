import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { absorb, change, discard, hasDue, leave, retry, settle, type Sheet, withBatch } from '../../../../app/offline/sheet'
import { isUnsettled, stateOf, summaryOf } from '../../../../app/offline/sheet-state'
import { type Draft, sameDraft } from '../../../../app/utils/register-rows'
import type { Register } from '../../../../shared/schemas/register'
import { markStatuses } from '../../../../shared/utils/attendance'
import { ABSENT, aSheet, NONE, PRESENT, student } from './sheets'

const now = 1_000_000
const mark = (sheet: Sheet, id: string, draft: Draft, standing = NONE, version = sheet.version) => change(sheet, id, draft, { standing, version, now })
const registerOf = (version: number, drafts: Record<string, Draft>) =>
  ({ version, students: Object.entries(drafts).map(([id, draft]) => student(id, draft)) }) as Register
const keyOf = (sheet: Sheet) => sheet.sent?.key ?? ''
/** The batch that would go out next is answered so. */
const answered = (sheet: Sheet, result: Parameters<typeof settle>[2], key = 'k') => {
  const sent = withBatch(sheet, key)
  return settle(sent, keyOf(sent), result, now)
}

describe('a save', () => {
  it('keeps its key and its content over failures, whatever is set meanwhile; what came later goes out after it', () => {
    let sheet = withBatch(mark(aSheet(), 'a', PRESENT), 'first')
    sheet = settle(sheet, 'first', { kind: 'failed', answered: false }, now)
    sheet = mark(sheet, 'a', ABSENT)
    expect(withBatch(sheet, 'second').sent).toEqual({ key: 'first', version: 1, drafts: { a: PRESENT } })
    expect(stateOf(sheet, 'a')).toBe('failed')
    sheet = settle(sheet, 'first', { kind: 'saved', version: 2 }, now)
    expect(withBatch(sheet, 'second').sent).toEqual({ key: 'second', version: 2, drafts: { a: ABSENT } })
  })

  it('is remembered as arrived where it had waited, and leaves nothing to do', () => {
    const waited = settle(withBatch(mark(aSheet(), 'a', PRESENT), 'k'), 'k', { kind: 'failed', answered: true }, now)
    const sheet = settle(waited, 'k', { kind: 'saved', version: 2 }, now + 5)
    expect({ due: hasDue(sheet), ...summaryOf(sheet) }).toEqual({ due: false, waiting: 0, refused: 0, reason: null, clashes: 0, arrived: now + 5 })
    expect(answered(mark(aSheet(), 'a', PRESENT), { kind: 'saved', version: 2 }).arrived).toBeNull()
  })

  it('is settled once: an answer to another batch changes nothing', () => {
    const sheet = withBatch(mark(aSheet(), 'a', PRESENT), 'mine')
    expect(settle(sheet, 'theirs', { kind: 'saved', version: 9 }, now)).toBe(sheet)
  })

  it('that was refused is kept and shown; only whom the server named stays behind', () => {
    const both = mark(mark(aSheet(), 'a', PRESENT), 'gone', ABSENT)
    const named = answered(both, { kind: 'refused', code: 'not_enrolled', students: ['gone'] })
    expect(summaryOf(named)).toMatchObject({ waiting: 1, refused: 1, reason: 'not_enrolled' })
    expect(withBatch(named, 'again').sent?.drafts).toEqual({ a: PRESENT })
    const all = answered(both, { kind: 'refused', code: 'register_locked', students: [] })
    expect(summaryOf(all)).toMatchObject({ waiting: 0, refused: 2, reason: 'register_locked' })
    expect(hasDue(all)).toBe(false)
    expect(withBatch(retry(all, now), 'again').sent?.drafts).toEqual({ a: PRESENT, gone: ABSENT })
    expect(isUnsettled(discard(all))).toBe(false)
  })

  it('from a page that is older than what others saved is compared with that page', () => {
    const merged = answered(mark(aSheet(3), 'a', PRESENT), { kind: 'stale', register: registerOf(7, { a: NONE, b: ABSENT }) })
    expect(merged.version).toBe(7)
    expect(withBatch(mark(merged, 'b', PRESENT, NONE, 3), 'k').sent?.version).toBe(3)
    // Our own saves since are no reason for that.
    const own = answered(mark(aSheet(3), 'a', PRESENT), { kind: 'saved', version: 4 })
    expect(withBatch(mark(own, 'b', PRESENT, NONE, 3), 'k').sent?.version).toBe(4)
  })
})

const draft = fc.record({
  status: fc.constantFrom(null, ...markStatuses), minutesLate: fc.constantFrom(null, 5), note: fc.constantFrom(null, 'a note'),
  behaviour: fc.constantFrom(null, 2), participation: fc.constantFrom(null, 5),
})
  .map((one): Draft => one.status === 'late' ? one : { ...one, minutesLate: null })
/** One child: what stood here, what this device wants, what the server says now. */
const child = fc.record({ base: draft, mine: draft, theirs: draft })

describe('absorb', () => {
  it('never loses what either device said, and never overwrites unasked', () => {
    fc.assert(fc.property(fc.array(child, { maxLength: 8 }), (children) => {
      const sheet = children.reduce((at, { base, mine }, i) => mark(at, `s${i}`, mine, base), aSheet())
      const merged = absorb(sheet, registerOf(2, Object.fromEntries(children.map(({ theirs }, i) => [`s${i}`, theirs]))))
      for (const [i, { base, mine, theirs }] of children.entries()) {
        const entry = merged.entries[`s${i}`]
        const theyChanged = !sameDraft(theirs, base), weChanged = !sameDraft(mine, base)
        expect(entry?.base ?? theirs).toEqual(theyChanged ? theirs : base)
        // What would be saved next: ours, but never over theirs unasked.
        expect(entry?.draft ?? theirs).toEqual(theyChanged ? theirs : mine)
        if (theyChanged && weChanged && !sameDraft(mine, theirs)) expect(entry?.mine).toEqual(mine)
        else expect(entry?.mine ?? null).toBeNull()
      }
    }))
  })

  it('in any order of two devices brings every child of each to the server', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1 }), fc.integer({ min: 0, max: 6 }), (ids, split) => {
      const [ours, theirs] = [ids.slice(0, split), ids.slice(split)]
      const sheet = ours.reduce((at, id) => mark(at, id, PRESENT), aSheet())
      const server = Object.fromEntries(ids.map(id => [id, theirs.includes(id) ? ABSENT : NONE]))
      const next = withBatch(absorb(sheet, registerOf(2, server)), 'k')
      expect({ ...server, ...next.sent?.drafts }).toEqual(Object.fromEntries(ids.map(id => [id, theirs.includes(id) ? ABSENT : PRESENT])))
    }))
  })

  it('leaves a save under way alone, and an older register', () => {
    const sent = withBatch(mark(aSheet(5), 'a', PRESENT), 'k')
    expect(absorb(sent, registerOf(6, { a: ABSENT }))).toBe(sent)
    const sheet = mark(aSheet(5), 'a', PRESENT)
    expect(absorb(sheet, registerOf(4, { a: ABSENT }))).toBe(sheet)
  })

  it('keeps the mark of a child who left the list, as refused', () => {
    const sheet = absorb(mark(aSheet(), 'gone', PRESENT), registerOf(2, {}))
    expect(summaryOf(sheet)).toMatchObject({ refused: 1, reason: 'not_enrolled' })
  })
})

describe('a clash', () => {
  const clash = () => answered(mark(aSheet(), 'a', PRESENT), { kind: 'stale', register: registerOf(2, { a: ABSENT }) })

  it('stays until the teacher decides, whatever is read meanwhile', () => {
    const later = absorb(clash(), registerOf(3, { a: ABSENT }))
    expect(summaryOf(later)).toMatchObject({ waiting: 0, clashes: 1 })
    expect(hasDue(later)).toBe(false)
  })

  it('goes out against what the other device saved, when the teacher insists', () => {
    const sheet = withBatch(mark(clash(), 'a', PRESENT, ABSENT), 'k')
    expect(sheet.sent).toEqual({ key: 'k', version: 2, drafts: { a: PRESENT } })
    expect(summaryOf(sheet).clashes).toBe(0)
  })

  it('is over when the teacher leaves it', () => {
    const sheet = leave(clash(), 'a')
    expect(isUnsettled(sheet)).toBe(false)
    expect(sheet.entries.a?.draft).toEqual(ABSENT)
  })
})
