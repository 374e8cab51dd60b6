import { type RowState, sameDraft } from '../utils/register-rows'
import type { Sheet } from './sheet'

/** How far the mark of one child is. */
export function stateOf(sheet: Sheet, id: string): RowState {
  const entry = sheet.entries[id]
  if (!entry) return 'idle'
  if (entry.refused) return 'refused'
  const onItsWay = sheet.sent !== null && id in sheet.sent.drafts
  if (sameDraft(entry.draft, entry.base) && !onItsWay) return 'idle'
  if (sheet.failures > 0) return 'failed'
  return onItsWay ? 'saving' : 'waiting'
}

export interface SheetSummary {
  /** Marks that the school does not have yet. */
  waiting: number
  refused: number
  /** The code of the first refusal. */
  reason: string | null
  /** Children whom another device marked otherwise. */
  clashes: number
  /** When something that had waited arrived, in milliseconds. */
  arrived: number | null
}

export function summaryOf(sheet: Sheet): SheetSummary {
  const entries = Object.entries(sheet.entries)
  const refused = entries.filter(([, entry]) => entry.refused)
  return {
    waiting: entries.filter(([id]) => ['waiting', 'saving', 'failed'].includes(stateOf(sheet, id))).length,
    refused: refused.length,
    reason: refused[0]?.[1].refused ?? null,
    clashes: entries.filter(([, entry]) => entry.mine).length,
    arrived: sheet.arrived,
  }
}

/** Whether something stands in it that the school does not have, or that the teacher has to decide. */
export function isUnsettled(sheet: Sheet): boolean {
  const { waiting, refused, clashes } = summaryOf(sheet)
  return waiting + refused + clashes > 0
}
