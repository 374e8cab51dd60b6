import { invalid } from '../errors'

/** @throws DomainError `invalid` when a lesson would end before it begins */
export function checkTimes({ startTime, endTime }: { startTime: string, endTime: string }): void {
  if (endTime <= startTime) throw invalid([{ path: 'endTime', code: 'not_after_start', message: 'A lesson ends after it begins, on the same day.' }])
}
