import { registerBody, type Register } from '#shared/schemas/register'
import type { TenantContext, Viewer } from '../domain/context'
import { DomainError } from '../domain/errors'
import { takeRegister } from '../domain/attendance/take-register'
import type { FormFields } from './define-form-handler'
import { changedMarks, overtaken } from './register-form'

const ATTEMPTS = 3
const isRegister = (value: unknown): value is Register => typeof value === 'object' && value !== null && 'students' in value

export interface FormSaved {
  saved: number
  /** Marks that were left out, since another device marked the same child meanwhile. */
  overtaken: { studentId: string, status: string | null }[]
}

/**
 * Saves what was changed on the page. Where another device saved meanwhile, other children's marks go in all the same;
 * the same child's stay as they are there and are told.
 */
export async function saveRegisterForm(ctx: TenantContext<Viewer>, lessonId: string, fields: FormFields): Promise<FormSaved> {
  const given = parseBody(registerBody, { marks: changedMarks(fields) }).marks
  let expectedVersion = Number(fields.version)
  let left: typeof given = []
  for (let attempt = 1; ; attempt++) {
    const marks = given.filter(mark => !left.includes(mark))
    try {
      const { saved } = await takeRegister(ctx, lessonId, marks, { expectedVersions: [expectedVersion] })
      return { saved, overtaken: left.map(({ studentId, status }) => ({ studentId, status })) }
    }
    catch (error) {
      const register = error instanceof DomainError && error.code === 'stale_version' ? error.data?.register : null
      if (!isRegister(register) || attempt === ATTEMPTS) throw error
      left = overtaken(fields, given, register)
      expectedVersion = register.version
    }
  }
}
