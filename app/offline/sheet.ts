import type { Register } from '#shared/schemas/register'
import { type Draft, draftOf, sameDraft } from '../utils/register-rows'

/** What this device says of one child, against what the school has. */
export interface Entry {
  /** What the server has, as far as this device knows. */
  base: Draft
  /** What this device shows and wants. */
  draft: Draft
  /** The code with which the server refused it; null: it did not. */
  refused: string | null
  /** What was chosen here when another device had marked the child otherwise; the teacher decides. */
  mine: Draft | null
}

/** One save on its way. */
export interface Batch {
  /** The same for every attempt, so that a save whose answer was lost is not made twice. */
  key: string
  version: number
  drafts: Record<string, Draft>
}

/**
 * The marks of one lesson that one person set on this device, until the school has them. Plain data: it is kept in
 * IndexedDB and changed by the page, by other tabs and by the service worker, always through the functions here.
 */
export interface Sheet {
  key: string
  owner: string
  lesson: { id: string, groupName: string, date: string, startsAt: string }
  /** The version of the register that the bases of the entries belong to. */
  version: number
  /** From this version on nobody but this device has changed the register, as far as it knows. */
  from: number
  /** By student. */
  entries: Record<string, Entry>
  sent: Batch | null
  /** Attempts since the last answer. */
  failures: number
  /** Since when something waits, in milliseconds of the epoch: lessons go out in this order. */
  since: number | null
  /** When something that had waited arrived. */
  arrived: number | null
  changed: number
}

export type SendResult
  = | { kind: 'saved', version: number }
    | { kind: 'stale', register: Register }
  /** `students`: who is to blame, where the server said so. */
    | { kind: 'refused', code: string, students: string[] }
    | { kind: 'signed_out' }
  /** No answer, or (`answered`) one that says: again later. */
    | { kind: 'failed', answered: boolean }

export const sheetKey = (owner: string, lessonId: string) => `${owner} ${lessonId}`

export const newSheet = (owner: string, { id, groupName, date, startsAt }: Sheet['lesson'], version: number): Sheet => ({
  key: sheetKey(owner, id), owner, lesson: { id, groupName, date, startsAt },
  version, from: version, entries: {}, sent: null, failures: 0, since: null, arrived: null, changed: 0,
})

/** Nothing worth keeping. */
export const isEmpty = ({ entries, sent }: Sheet) => sent === null && Object.keys(entries).length === 0

const isDue = ({ base, draft, refused }: Entry) => !refused && !sameDraft(draft, base)
const due = (sheet: Sheet) => Object.entries(sheet.entries).filter(([, entry]) => isDue(entry))
export const hasDue = (sheet: Sheet) => sheet.sent !== null || due(sheet).length > 0

/**
 * Sets a child's mark.
 * @param standing how the child stands in the register on the page, of `version`
 */
export function change(sheet: Sheet, id: string, patch: Partial<Draft>, { standing, version, now }: { standing: Draft, version: number, now: number }): Sheet {
  const entry = sheet.entries[id] ?? { base: draftOf(standing), draft: draftOf(standing), refused: null, mine: null }
  const draft = draftOf({ ...entry.draft, ...patch })
  if (draft.status !== 'late') draft.minutesLate = null
  if (sameDraft(draft, entry.draft) && !entry.mine) return sheet
  // A page that was kept may be older than what others saved since: the server shall compare with that.
  const shown = version < sheet.from ? { version, from: version } : {}
  return { ...sheet, ...shown, entries: { ...sheet.entries, [id]: { ...entry, draft, refused: null, mine: null } }, since: sheet.since ?? now, changed: now }
}

/** Fewer than one request may hold; the whole-day roll of a large school goes out in several. */
const MOST_AT_ONCE = 500

/** With the batch to send next: the one under way, else one of everything that is due under the new `key`. */
export function withBatch(sheet: Sheet, key: string): Sheet {
  const drafts = Object.fromEntries(due(sheet).slice(0, MOST_AT_ONCE).map(([id, { draft }]) => [id, draft]))
  return sheet.sent || Object.keys(drafts).length === 0 ? sheet : { ...sheet, sent: { key, version: sheet.version, drafts } }
}

/** What became of the batch `key`; of another one than is under way, nothing. */
export function settle(sheet: Sheet, key: string, result: SendResult, now: number): Sheet {
  const { sent } = sheet
  if (sent?.key !== key) return sheet
  if (result.kind === 'failed' || result.kind === 'signed_out') return { ...sheet, failures: sheet.failures + 1 }
  const answered: Sheet = { ...sheet, sent: null, failures: 0, changed: now }
  if (result.kind === 'stale') return resting(absorb(answered, result.register))
  const entries = { ...sheet.entries }
  for (const [id, draft] of Object.entries(sent.drafts)) {
    const entry = entries[id]
    if (!entry) continue
    if (result.kind === 'saved') entries[id] = { ...entry, base: draft, refused: null }
    else if (result.students.length === 0 || result.students.includes(id)) entries[id] = { ...entry, refused: result.code }
  }
  if (result.kind === 'refused') return resting({ ...answered, entries })
  const waited = sheet.failures > 0 || now - (sheet.since ?? now) > WAITED_MS
  return resting({ ...answered, entries, version: result.version, arrived: waited ? now : sheet.arrived })
}

/** Longer than a save takes whose connection is only slow. */
const WAITED_MS = 20_000

const resting = (sheet: Sheet): Sheet => due(sheet).length > 0 ? sheet : { ...sheet, since: null }

/**
 * Takes in a register that was read anew. Whom another device marked is as they stand there; where we had chosen
 * otherwise and not saved it yet, our choice is kept beside it and nothing is overwritten. What the register has is
 * forgotten here. A register that is older than what we know changes nothing.
 */
export function absorb(sheet: Sheet, register: Pick<Register, 'students' | 'version'>): Sheet {
  if (sheet.sent || register.version < sheet.version) return sheet
  const students = new Map(register.students.map(student => [student.studentId, draftOf(student)]))
  const entries: Sheet['entries'] = {}
  for (const [id, entry] of Object.entries(sheet.entries)) {
    const kept = absorbEntry(entry, students.get(id))
    if (kept) entries[id] = kept
  }
  return resting({ ...sheet, entries, version: register.version, from: register.version })
}

function absorbEntry(entry: Entry, theirs: Draft | undefined): Entry | null {
  const ours = !sameDraft(entry.draft, entry.base)
  // Who has left the roster: our mark has no place any more, but it was set.
  if (!theirs) return ours || entry.mine ? { ...entry, refused: entry.refused ?? 'not_enrolled' } : null
  if (sameDraft(theirs, entry.base)) return ours || entry.mine ? entry : null
  if (ours && sameDraft(entry.draft, theirs)) return null
  const mine = ours ? entry.draft : entry.mine
  return mine && !sameDraft(mine, theirs) ? { base: theirs, draft: theirs, refused: null, mine } : null
}

const mapped = (sheet: Sheet, fn: (entry: Entry) => Entry): Sheet['entries'] =>
  Object.fromEntries(Object.entries(sheet.entries).map(([id, entry]) => [id, fn(entry)]))

/** What was refused goes out once more. */
export const retry = (sheet: Sheet, now: number): Sheet =>
  ({ ...sheet, entries: mapped(sheet, entry => ({ ...entry, refused: null })), since: sheet.since ?? now })

/** Gives up what was refused: the children stand as the school has them. */
export const discard = (sheet: Sheet): Sheet =>
  ({ ...sheet, entries: mapped(sheet, entry => entry.refused ? { ...entry, draft: entry.base, refused: null } : entry) })

/** Leaves a child as another device marked it. */
export function leave(sheet: Sheet, id: string): Sheet {
  const entry = sheet.entries[id]
  return entry ? { ...sheet, entries: { ...sheet.entries, [id]: { ...entry, mine: null } } } : sheet
}

/** Leaves every child as another device marked it. */
export const leaveAll = (sheet: Sheet): Sheet => ({ ...sheet, entries: mapped(sheet, entry => ({ ...entry, mine: null })) })
