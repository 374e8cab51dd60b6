import { localToday } from '#shared/utils/local-date'
import type { TenantContext } from '../context'
import { invalid } from '../errors'

/** @throws DomainError `invalid` for a birth date that is yet to come */
export function assertBorn(ctx: TenantContext, birthDate: string | null | undefined): void {
  if (birthDate && birthDate > localToday(ctx.tenant)) throw invalid([{ path: 'birthDate', code: 'future', message: 'A birth date is not in the future.' }])
}
