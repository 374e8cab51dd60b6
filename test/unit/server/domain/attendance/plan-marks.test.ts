import fc from 'fast-check'
import { expect, it } from 'vitest'
import { planMarks } from '../../../../../server/domain/attendance/plan-marks'
import type { MarkState, Seat } from '../../../../../server/domain/attendance/seats'
import { markStatuses } from '../../../../../shared/utils/attendance'

const state = (status: MarkState['status'], more: Partial<MarkState> = {}): MarkState =>
  ({ status, minutesLate: null, reason: null, note: null, behaviour: null, participation: null, ...more })
const mark = fc.constantFrom(...markStatuses, null).map(status => status && state(status))
const seats = fc.array(fc.record({ mark, noticed: fc.boolean() }), { minLength: 1, maxLength: 10 })
  .map(list => list.map((seat, i): Seat => ({ studentId: `s${i}`, ...seat })))
const saves = fc.array(fc.record({ who: fc.nat(9), status: fc.constantFrom(...markStatuses, null) }), { maxLength: 10 })

/** What the marks are after a plan. */
const applied = (before: Seat[], changes: ReturnType<typeof planMarks>['changes']) =>
  before.map((seat) => {
    const change = changes.find(({ studentId }) => studentId === seat.studentId)
    return change ? { ...seat, mark: change.after } : seat
  })

it('changes whom it was told to change, and by notice only unmarked children', () => {
  fc.assert(fc.property(seats, saves, (before, given) => {
    const marks = [...new Map(given.filter(({ who }) => who < before.length).map(({ who, status }) => [`s${who}`, { studentId: `s${who}`, status }])).values()]
    const { changes, complete } = planMarks(before, marks)
    const after = applied(before, changes)
    for (const seat of after) {
      const said = marks.find(one => one.studentId === seat.studentId)
      const stood = before.find(one => one.studentId === seat.studentId)?.mark ?? null
      if (said) expect(seat.mark?.status ?? null).toBe(said.status)
      else if (stood) expect(seat.mark).toEqual(stood)
      else expect(seat.mark).toEqual(complete ? state('excused') : null)
    }
    expect(complete).toBe(after.every(seat => seat.mark))
    for (const change of changes) expect(change.after).not.toEqual(change.before)
    expect(planMarks(after, marks.filter(one => one.status !== null)).changes.filter(change => change.source === 'register')).toEqual([])
  }))
})

it('gives the same marks in whatever order saves about different children come', () => {
  const ten = [...Array(10).keys()]
  const statuses = fc.array(fc.constantFrom(...markStatuses), { minLength: 10, maxLength: 10 })
  fc.assert(fc.property(seats, statuses, fc.shuffledSubarray(ten, { minLength: 10 }), (before, said, order) => {
    const end = (sequence: number[]) => sequence.filter(i => i < before.length)
      .reduce((now, i) => applied(now, planMarks(now, [{ studentId: `s${i}`, status: said[i]! }]).changes), before)
    expect(end(order)).toEqual(end(ten))
  }))
})

it('says nobody is unmarked only of a roster that has somebody', () => {
  expect(planMarks([], [])).toEqual({ changes: [], complete: false })
})
