import type { Register } from '#shared/schemas/register'
import { markStatuses, type MarkStatus } from '#shared/utils/attendance'
import { keepPages } from '../offline/link'
import type { AskedContacts } from './ask-contacts'
import * as m from '#messages'

const FIELD = /^(status|minutes|note|behaviour|participation)\.(.+)$/

/** Ties a register to the form on the page: taps, words for a screen reader, contacts, coming back to the page. */
export function useRegisterForm(register: ReturnType<typeof useRegister>, api: string, opened: Ref<{ id: string, data: AskedContacts } | null>) {
  const { path } = useRoute()
  const owner = useUser().value.id
  const form = ref<HTMLFormElement>()
  const alive = ref(false)

  function take(input: HTMLInputElement) {
    const [, field, id] = FIELD.exec(input.name) ?? []
    if (!id || !input.checkValidity()) return
    if (field === 'status') register.set(id, { status: markStatuses.find(status => status === input.value) ?? null })
    const number = input.value === '' ? null : Number(input.value)
    if (field === 'minutes') register.set(id, { minutesLate: number })
    if (field === 'behaviour' || field === 'participation') register.set(id, { [field]: number })
    if (field === 'note') register.set(id, { note: input.value.trim() || null })
  }

  async function refresh(): Promise<boolean> {
    const now = await $fetch<Register>(`${api}/register`).catch(() => null)
    return now !== null && register.refresh(now, since.value !== null)
  }
  let keeping: ReturnType<typeof setTimeout> | undefined
  /** The page for when there is no network, as it stands after the last save. */
  function keepSoon(ms: number) {
    clearTimeout(keeping)
    keeping = setTimeout(() => void keepPages(owner, [path, '/today']), ms)
  }
  const since = useKeptPage(refresh, () => keepSoon(0))
  watch(register.saves, () => keepSoon(3_000))
  const turn = () => void (document.visibilityState === 'hidden' ? register.flush() : refresh())
  // What the device has written down outlives the page.
  const warn = (event: BeforeUnloadEvent) => {
    if (!register.durable.value && register.unsaved.value > 0) event.preventDefault()
  }

  onMounted(() => {
    // What somebody tapped before the scripts were there.
    for (const input of form.value?.querySelectorAll<HTMLInputElement>('.marks input:checked') ?? []) {
      const [, , id] = FIELD.exec(input.name) ?? []
      if (register.rows.value.find(row => row.student.studentId === id)?.draft.status !== input.value) take(input)
    }
    alive.value = true
    void register.resume(since.value !== null)
    document.addEventListener('visibilitychange', turn)
    window.addEventListener('beforeunload', warn)
  })
  onBeforeUnmount(() => {
    clearTimeout(keeping)
    void register.flush()
    document.removeEventListener('visibilitychange', turn)
    window.removeEventListener('beforeunload', warn)
  })

  return {
    form, alive, since,
    onChange(event: Event) {
      if (event.target instanceof HTMLInputElement) take(event.target)
    },
    /** What the last save did, in words; nothing before the first. */
    said(saves: number): string {
      if (register.unsaved.value > 0) return m.register_not_saved_count({ count: register.unsaved.value })
      const marks = register.lastSaved.value
      if (saves === 0 || marks.length === 0) return ''
      const [{ name, status }] = marks as [{ name: string, status: MarkStatus | null }]
      const done = register.counts.value.unmarked === 0 ? ` ${m.register_all_done()}` : ''
      const word = status ? m.register_mark({ status }) : m.register_not_marked()
      return (marks.length === 1 ? m.register_saved_one({ name, status: word }) : m.register_saved_many({ count: marks.length })) + done
    },
    /** Shows or hides whom to call about a child. */
    async call(id: string) {
      if (opened.value?.id === id) return void (opened.value = null)
      opened.value = { id, data: await askContacts($fetch, id) }
    },
  }
}
