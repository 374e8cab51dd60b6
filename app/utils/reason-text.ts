import { standardReason } from '#shared/utils/reasons'
import * as m from '#messages'

/** A reason as people read it: the tenant's own word for the code, ours, or the words that somebody wrote. */
export function reasonText(reason: string, label: string | null = null): string {
  const code = standardReason(reason)
  return label ?? (code ? m.reason_standard({ code }) : reason)
}
