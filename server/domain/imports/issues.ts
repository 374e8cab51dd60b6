import type { IssueCode } from '#shared/utils/import-codes'
import { issueText } from './issue-text'
import { limits } from './limits'

/** One fault of the input: where it stands, and what it is. `line` is that of the file, 0 for the file as a whole. */
export interface Issue {
  file: string
  line: number
  column: string
  code: IssueCode
  /** What of the row the message speaks of, for those who word it themselves. */
  value: string
  message: string
}

export type Severity = 'error' | 'warning'

export interface IssueList {
  listed: Issue[]
  total: number
}

/** The faults found so far: the first thousand of each kind, and how many there are. */
export interface IssueLog {
  errors: IssueList
  warnings: IssueList
}

export const newIssueLog = (): IssueLog => ({ errors: { listed: [], total: 0 }, warnings: { listed: [], total: 0 } })

export function addIssue(log: IssueLog, severity: Severity, where: { file: string, line: number, column: string }, code: IssueCode, value = ''): void {
  const list = severity === 'error' ? log.errors : log.warnings
  list.total++
  if (list.listed.length < limits.issues) list.listed.push({ ...where, code, value: value.slice(0, 200), message: issueText(code, value.slice(0, 200)) })
}

/** By file, then by line: the order in which somebody mends them. */
export function inOrder(list: IssueList): Issue[] {
  return list.listed.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column.localeCompare(b.column))
}
