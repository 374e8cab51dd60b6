import * as m from '#messages'
import type { IssueCode } from '#shared/utils/import-codes'

/** In English, for the command line and for clients; pages word it themselves, in the reader's language. */
export function issueText(code: IssueCode, value: string): string {
  return m.imports_issue({ code, value }, { locale: 'en' }).trim()
}
