import type { Register } from '#shared/schemas/register'

/** Taps that come quickly one after the other go out together. */
const GATHER_MS = 350

/**
 * The register on this device: shows a mark at once and saves it by itself. A save that failed stays on its rows and is
 * tried again under the same key before anything newer goes out; what another device saved meanwhile is taken in.
 */
export function useRegister(register: Register) {
  const rows = ref(register.students.map(toRow))
  const version = ref(register.version)
  const taken = ref(register.lesson.register === 'taken')
  const refusal = ref('')
  const undoable = ref<{ id: string, draft: Draft }[]>([])
  const lastSaved = ref<{ name: string, status: Draft['status'] }[]>([])
  /** Rises with each batch that was saved: the moment to say so. */
  const saves = ref(0)
  let batch: Batch | null = null
  let sending = false
  let attempts = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const find = (id: string) => rows.value.find(row => row.student.studentId === id)
  const rowsOf = (sent: Batch) => rows.value.filter(row => sent.drafts.has(row.student.studentId))
  const changed = () => rows.value.filter(row => !sameDraft(row.draft, row.base))

  function takeIn(now: Register) {
    rows.value = absorb(rows.value, now)
    version.value = now.version
    taken.value = now.lesson.register === 'taken'
  }

  function nextBatch(): Batch | null {
    const due = changed().filter(row => row.state !== 'refused')
    if (due.length === 0) return null
    return { key: newKey(), version: version.value, drafts: new Map(due.map(row => [row.student.studentId, draftOf(row.draft)])), marks: due.map(toMark) }
  }

  function later(ms: number) {
    clearTimeout(timer)
    timer = setTimeout(flush, ms)
  }

  async function flush(): Promise<void> {
    clearTimeout(timer)
    if (sending) return
    batch ??= nextBatch()
    if (!batch) return
    const sent = batch
    for (const row of rowsOf(sent)) row.state = 'saving'
    sending = true
    const result = await sendBatch(register.lesson.id, sent)
    sending = false
    settle(sent, result)
  }

  function settle(sent: Batch, result: SendResult) {
    if (result.kind === 'failed') {
      attempts++
      for (const row of rowsOf(sent)) row.state = 'failed'
      return later(pauseAfter(attempts))
    }
    batch = null
    attempts = 0
    for (const row of rowsOf(sent)) {
      row.state = result.kind === 'refused' ? 'refused' : 'idle'
      const saved = sent.drafts.get(row.student.studentId)
      if (result.kind === 'saved' && saved) row.base = saved
    }
    if (result.kind === 'refused') refusal.value = result.code
    if (result.kind === 'stale') takeIn(result.register)
    if (result.kind === 'saved') {
      refusal.value = ''
      version.value = result.version
      saves.value++
      lastSaved.value = rowsOf(sent).map(row => ({ name: row.student.name, status: row.base.status }))
      if (rows.value.every(row => row.draft.status)) taken.value = true
    }
    if (nextBatch()) later(0)
  }

  function change(id: string, draft: Partial<Draft>) {
    const row = find(id)
    if (!row) return
    const next = { ...row.draft, ...draft }
    if (next.status !== 'late') next.minutesLate = null
    if (sameDraft(next, row.draft)) return
    row.draft = next
    row.elsewhere = null
    row.state = row.state === 'failed' || row.state === 'saving' ? row.state : 'waiting'
    later(GATHER_MS)
  }

  return {
    rows, taken, refusal, undoable, saves, lastSaved,
    counts: computed(() => countRows(rows.value)),
    unsaved: computed(() => rows.value.filter(row => row.state === 'failed' || row.state === 'refused').length),
    saving: computed(() => rows.value.some(row => row.state === 'waiting' || row.state === 'saving')),
    /** Changes one child's mark. */
    set(id: string, draft: Partial<Draft>) {
      const row = find(id)
      if (!row) return
      undoable.value = [{ id, draft: draftOf(row.draft) }]
      change(id, draft)
    },
    /** Everybody who is not marked; who is excused by a notice stays so. */
    allPresent() {
      const unmarked = rows.value.filter(row => row.draft.status === null)
      undoable.value = unmarked.map(row => ({ id: row.student.studentId, draft: draftOf(row.draft) }))
      for (const row of unmarked) change(row.student.studentId, { status: 'present' })
      void flush()
      return unmarked.length
    },
    undo() {
      const steps = undoable.value
      undoable.value = []
      for (const { id, draft } of steps) change(id, draft)
    },
    /** What stood here before another device saved, chosen again. */
    insist(id: string) {
      const mine = find(id)?.elsewhere?.mine
      if (mine) change(id, mine)
    },
    tryAgain() {
      for (const row of rows.value) if (row.state === 'refused') row.state = 'waiting'
      return flush()
    },
    flush,
    /** Takes in what was read again; not while a save is under way, which will tell by itself. */
    refresh(now: Register) {
      if (!batch) takeIn(now)
    },
  }
}
