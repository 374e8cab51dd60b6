import { describe, expect, it } from 'vitest'
import { changedBetween, overtakenIn } from '../../../../app/utils/register-rows'
import { ABSENT, NONE, PRESENT, student } from '../offline/sheets'

describe('overtakenIn', () => {
  it('notes known choices of known children, and nothing else', () => {
    const register = { students: ['a', 'b'].map(id => student(id, PRESENT)) }
    expect(overtakenIn('a.late zzz.present .', register)).toEqual({ a: { ...PRESENT, status: 'late' } })
    expect(overtakenIn('b.nonsense', register)).toEqual({ b: NONE })
    expect(overtakenIn('', register)).toEqual({})
  })
})

describe('changedBetween', () => {
  it('names whom somebody marked since, and nobody who only joined', () => {
    const before = { students: [student('a', NONE), student('b', PRESENT)] }
    expect(changedBetween(before, { students: [student('a', ABSENT), student('b', PRESENT), student('new', ABSENT)] })).toEqual({ a: null })
  })
})
