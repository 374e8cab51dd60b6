import { LOCALES, type Role } from '#shared/schemas/tenant'
import type { Viewer } from '../context'

/** A person with the rights of this moment, as `viewerColumns` give them. */
export interface ViewerRow {
  userId: string
  name: string
  email: string | null
  locale: string | null
  roles: Role[]
  branchIds: string[]
  studentId: string | null
  otherSchools: Viewer['otherSchools']
}

/** The viewer that a person is. @param sessionId what they come with */
export const toViewer = ({ email, locale, ...row }: ViewerRow, sessionId: string): Viewer =>
  ({ ...row, sessionId, email: email ?? '', locale: LOCALES.find(known => known === locale) ?? null })
