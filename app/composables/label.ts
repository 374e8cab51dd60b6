import type { Labelled } from '#shared/utils/labelled'

/** The school's own word for a noun, else ours; to stand alone, since nobody could decline it. */
export function useLabel() {
  const tenant = useTenant()
  return (noun: Labelled, ours: string) => tenant.value.labels[noun] ?? ours
}
