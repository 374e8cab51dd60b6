import { notInSight } from '../domain/errors'

/** What a button of a page does, by the `action` of its form. @throws DomainError `not_found` for one that the page does not have */
export function deedOf<D>(deeds: Readonly<Record<string, D>>, { action = '' }: { action?: string }): D {
  const deed = Object.hasOwn(deeds, action) ? deeds[action] : undefined
  if (!deed) throw notInSight()
  return deed
}
