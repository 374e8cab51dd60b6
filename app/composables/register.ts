import type { Register } from '#shared/schemas/register'
import { isWaiting } from '../offline/link'
import { absorb, change as changeSheet, isEmpty, leave, retry } from '../offline/sheet'
import { stateOf } from '../offline/sheet-state'

/** Taps that come quickly one after the other go out together. */
const GATHER_MS = 350

/**
 * The register on this device: shows a mark at once, keeps it on the device and has it sent by the one sender there is
 * (app/offline/send-sheets.ts). A save that failed stays on its rows, over the closing of the browser too, and is tried
 * again under the same key before anything newer goes out; what another device saved meanwhile is taken in.
 * @param overtaken choices that a form without scripts left out
 */
export function useRegister(register: Register, overtaken: Overtaken) {
  const shown = shallowRef(register)
  const elsewhere = shallowRef(overtaken)
  const undoable = ref<{ id: string, draft: Draft }[]>([])
  const lastSaved = ref<{ name: string, status: Draft['status'] }[]>([])
  /** Rises with each batch that was saved: the moment to say so. */
  const saves = ref(0)

  const { sheet, durable, read, apply, send } = useSheet(shown, async ({ result, students = [] }) => {
    const before = standing()
    await read()
    if (result?.kind === 'stale') takeIn(before, result.register)
    // An answer that was repeated under its key may be older than what the page has read since.
    if (result && shown.value.version > sheet.value.version) await apply(now => absorb(now, shown.value))
    if (result?.kind !== 'saved') return
    lastSaved.value = rows.value.filter(row => students.includes(row.student.studentId)).map(row => ({ name: row.student.name, status: row.base.status }))
    saves.value++
  })

  const rows = computed(() => shown.value.students.map((student): RegisterRow => {
    const id = student.studentId
    const entry = sheet.value.entries[id]
    const told = entry?.mine ?? elsewhere.value[id]
    return {
      student, base: entry?.base ?? draftOf(student), draft: entry?.draft ?? draftOf(student), state: stateOf(sheet.value, id),
      refused: entry?.refused ?? null, elsewhere: told === undefined ? null : { mine: told },
    }
  }))
  const find = (id: string) => rows.value.find(row => row.student.studentId === id)

  /** How the children stand, as far as this device knows. */
  const standing = () => ({ students: rows.value.map(({ student, base }) => ({ ...student, ...base })) })

  function takeIn(before: Pick<Register, 'students'>, now: Register) {
    elsewhere.value = { ...elsewhere.value, ...changedBetween(before, now) }
    shown.value = now
  }

  function notElsewhere(ids: string[]) {
    elsewhere.value = Object.fromEntries(Object.entries(elsewhere.value).filter(([id]) => !ids.includes(id)))
  }

  function change(steps: { id: string, draft: Partial<Draft> }[]) {
    const { students, version } = shown.value
    const now = Date.now()
    const known = steps.flatMap(({ id, draft }) => students.filter(student => student.studentId === id).map(standing => ({ id, draft, standing })))
    notElsewhere(known.map(({ id }) => id))
    void apply(at => known.reduce((sheet, { id, draft, standing }) => changeSheet(sheet, id, draft, { standing, version, now }), at))
    void send(GATHER_MS)
  }

  return {
    rows, undoable, saves, lastSaved, durable,
    /** Sends what waits; where nothing was marked, nothing is fetched for that. */
    async flush() {
      if (isWaiting()) await send()
    },
    taken: computed(() => shown.value.lesson.register === 'taken' || (saves.value > 0 && rows.value.every(row => row.base.status))),
    refusal: computed(() => rows.value.find(row => row.refused)?.refused ?? ''),
    counts: computed(() => countRows(rows.value)),
    unsaved: computed(() => rows.value.filter(row => row.state === 'failed' || row.state === 'refused').length),
    saving: computed(() => rows.value.some(row => row.state === 'waiting' || row.state === 'saving')),
    /**
     * Takes up what the device has kept of this lesson.
     * @param old the page was kept: it may be older than what was saved from here
     */
    async resume(old: boolean) {
      if (!old && !isWaiting()) return
      await read()
      if (!isEmpty(sheet.value)) await apply(at => absorb(at, shown.value))
    },
    /** Changes one child's mark. */
    set(id: string, draft: Partial<Draft>) {
      const row = find(id)
      if (!row) return
      undoable.value = [{ id, draft: draftOf(row.draft) }]
      change([{ id, draft }])
    },
    /** Everybody who is not marked; who is excused by a notice stays so. */
    allPresent() {
      const unmarked = rows.value.filter(row => row.draft.status === null)
      undoable.value = unmarked.map(row => ({ id: row.student.studentId, draft: draftOf(row.draft) }))
      change(unmarked.map(row => ({ id: row.student.studentId, draft: { status: 'present' } })))
      return unmarked.length
    },
    undo() {
      const steps = undoable.value
      undoable.value = []
      change(steps)
    },
    /** What stood here before another device saved, chosen again. */
    insist(id: string) {
      const mine = find(id)?.elsewhere?.mine
      if (mine) change([{ id, draft: mine }])
    },
    /** As the other device has it. */
    yield(id: string) {
      notElsewhere([id])
      if (!isEmpty(sheet.value)) void apply(at => leave(at, id))
    },
    async tryAgain() {
      await apply(at => retry(at, Date.now()))
      await send()
    },
    /**
     * Takes in what was read again; not while a save is under way, which will tell by itself.
     * @param old the page was kept: what changed since is no news of another device
     * @returns whether it did
     */
    refresh(now: Register, old: boolean): boolean {
      if (sheet.value.sent) return false
      takeIn(old ? now : standing(), now)
      if (!isEmpty(sheet.value)) void apply(at => absorb(at, now))
      return true
    },
  }
}
