/** The wall clock of an instant that carries the offset of the tenant's zone: 16:30. */
export const clockOf = (instant: string) => instant.slice(11, 16)

/** One day, or the first and the last, as `day` writes them. */
export const daysText = (from: string, to: string, day: (date: string) => string) => from === to ? day(from) : `${day(from)} – ${day(to)}`
