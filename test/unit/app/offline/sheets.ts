import type { RegisterStudent } from '../../../../shared/schemas/register'
import { newSheet, type Sheet } from '../../../../app/offline/sheet'
import type { Draft } from '../../../../app/utils/register-rows'

export const NONE: Draft = { status: null, minutesLate: null, note: null, behaviour: null, participation: null }
export const PRESENT: Draft = { ...NONE, status: 'present' }
export const ABSENT: Draft = { ...NONE, status: 'absent' }

export const student = (studentId: string, draft: Draft): RegisterStudent => ({
  studentId, name: studentId, reason: null, notice: null, prefilled: false, guest: null, medical: false, ...draft,
})

export const aSheet = (version = 1, id = 'lesson'): Sheet =>
  newSheet('teacher', { id, groupName: 'Lions', date: '2026-11-26', startsAt: '2026-11-26T10:00:00+02:00' }, version)
