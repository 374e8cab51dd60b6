import { http } from './http'

/** One figure without labels that a process gives Prometheus; NaN where it gives none of that name. */
export async function figureOf(origin: string, name: string): Promise<number> {
  const { text } = await http(origin, '/metrics')
  return Number(new RegExp(`^goalschool_${name} (\\S+)$`, 'm').exec(text)?.[1])
}
