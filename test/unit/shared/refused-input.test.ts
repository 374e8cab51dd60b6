import { describe, expect, it } from 'vitest'
import { localDate } from '../../../shared/schemas/ids'
import { studentListQuery } from '../../../shared/schemas/students'
import { userListQuery } from '../../../shared/schemas/people'
import { schoolQuery } from '../../../shared/schemas/schools'

const NUL = 'a\0b'

describe('what the database would answer with an error of its own', () => {
  it.each(['0000-01-01', '0001-01-01', '1899-12-31', '3000-01-01', '9999-12-31', '2026-02-30'])('is no day: %s', (day) => {
    expect(localDate.safeParse(day).success).toBe(false)
  })

  it.each(['1900-01-01', '2026-11-21', '2999-12-31'])('is not this day: %s', (day) => {
    expect(localDate.parse(day)).toBe(day)
  })

  it.each([[studentListQuery, { search: NUL }], [userListQuery, { search: NUL }], [schoolQuery, { name: NUL }]])('is no search', (schema, query) => {
    expect(schema.safeParse(query).success).toBe(false)
  })
})
