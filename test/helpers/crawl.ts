import type { Answer } from './http'
import type { Client } from './client'

const LINK = /\s(?:href|src|action)="(\/[^"#]*)[^"]*"/g
const unescaped = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&#39;', '\'').replaceAll('&quot;', '"')

/** A calendar has a page for every week of all time: of pages that differ in dates alone, so many are enough. */
const OF_A_KIND = 5
const kindOf = (path: string) => path.replaceAll(/\d{4}-\d{2}(?:-\d{2})?/g, 'date')

/**
 * Follows every link of every page from `starts` on, scripts and pictures included, as a browser of this person would.
 * @returns what was answered, by path; redirects are followed and stand in it themselves
 * @throws when there are more paths than `most`: a crawl that stops half way proves nothing
 */
export async function crawlPages(who: Client, starts: Iterable<string>, most: number): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>()
  const kinds = new Map<string, number>()
  const waiting = [...starts]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const seen = kinds.get(kindOf(path)) ?? 0
    if (answers.has(path) || seen >= OF_A_KIND) continue
    kinds.set(kindOf(path), seen + 1)
    if (answers.size >= most) throw new Error(`more than ${most} paths, the next of them ${path}`)
    const answer = await who.get(path, { accept: 'text/html' })
    answers.set(path, answer)
    const { location, 'content-type': type = '' } = answer.headers
    if (location?.startsWith('/')) waiting.push(location.replace(/#.*/, ''))
    if (type.includes('html')) waiting.push(...[...answer.text.matchAll(LINK)].map(match => unescaped(match[1] ?? '/')))
  }
  return answers
}
