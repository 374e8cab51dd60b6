import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { absorb, type Draft, markOvertaken, type RegisterRow, sameDraft, toRow } from '../../../../app/utils/register-rows'
import type { RegisterStudent } from '../../../../shared/schemas/register'
import { markStatuses } from '../../../../shared/utils/attendance'

const student = (studentId: string, draft: Draft): RegisterStudent => ({
  studentId, name: studentId, reason: null, behaviour: null, participation: null, notice: null, prefilled: false, guest: null, medical: false, ...draft,
})
const status = fc.constantFrom(null, ...markStatuses)
const draft = fc.record({ status, minutesLate: fc.constantFrom(null, 5), note: fc.constantFrom(null, 'a note') })
/** One child: what stood here, what this device wants, what the server says now. */
const child = fc.record({ base: draft, mine: draft, theirs: draft })

const rowOf = (id: string, base: Draft, mine: Draft): RegisterRow => ({ ...toRow(student(id, base)), draft: mine, state: 'waiting' })

describe('absorb', () => {
  it('never loses what either device said, whatever they did', () => {
    fc.assert(fc.property(fc.array(child, { maxLength: 8 }), (children) => {
      const rows = children.map(({ base, mine }, i) => rowOf(`s${i}`, base, mine))
      const merged = absorb(rows, { students: children.map(({ theirs }, i) => student(`s${i}`, theirs)) })
      for (const [i, { base, mine, theirs }] of children.entries()) {
        const row = merged[i]!
        const theyChanged = !sameDraft(theirs, base), weChanged = !sameDraft(mine, base)
        expect(row.base).toEqual(theyChanged ? theirs : base)
        // What would be saved next: ours, but never over theirs unasked.
        expect(row.draft).toEqual(theyChanged ? theirs : mine)
        if (theyChanged && weChanged && !sameDraft(mine, theirs)) expect(row.elsewhere?.mine).toEqual(mine)
        if (!theyChanged) expect(row.elsewhere).toBeNull()
      }
    }))
  })

  it('has nothing left to save or to tell when both said the same', () => {
    const [late, none] = [{ status: 'late', minutesLate: 5, note: null }, { status: null, minutesLate: null, note: null }] as const
    expect(absorb([rowOf('a', none, late)], { students: [student('a', late)] })).toEqual([toRow(student('a', late))])
  })

  it('follows the roster: who joined appears, who left goes', () => {
    const none = { status: null, minutesLate: null, note: null }
    const merged = absorb([toRow(student('gone', none)), toRow(student('stays', none))], { students: [student('new', none), student('stays', none)] })
    expect(merged.map(row => row.student.studentId)).toEqual(['new', 'stays'])
  })
})

describe('markOvertaken', () => {
  it('notes known choices of known children, and nothing else', () => {
    const rows = ['a', 'b'].map(id => toRow(student(id, { status: 'present', minutesLate: null, note: null })))
    markOvertaken(rows, 'a.late zzz.present .')
    expect(rows.map(row => row.elsewhere?.mine?.status)).toEqual(['late', undefined])
    markOvertaken(rows, 'b.nonsense')
    expect(rows[1]?.elsewhere?.mine?.status).toBeNull()
  })
})
