import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { LOCALES, type Locale } from '#shared/utils/locales'

export interface Variants { declarations: string[], selectors: string[], match: Record<string, string> }
export type Message = string | [Variants]

const root = new URL('../../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')

export const features = readdirSync(new URL('messages/', root))

export const pathPatterns: string[] = JSON.parse(read('project.inlang/settings.json'))['plugin.inlang.messageFormat'].pathPattern

export function messagesOf(feature: string, locale: Locale): Record<string, Message> {
  const { $schema: _, ...messages } = JSON.parse(read(`messages/${feature}/${locale}.json`))
  return messages
}

type Entry = [feature: string, key: string, texts: Record<Locale, Message | undefined>]

/** Every message; a language that lacks it has undefined. */
export function everyMessage(): Entry[] {
  return features.flatMap((feature) => {
    const byLocale = { en: messagesOf(feature, 'en'), uk: messagesOf(feature, 'uk'), ru: messagesOf(feature, 'ru') }
    const keys = [...new Set(LOCALES.flatMap(locale => Object.keys(byLocale[locale])))]
    return keys.map((key): Entry => [feature, key, { en: byLocale.en[key], uk: byLocale.uk[key], ru: byLocale.ru[key] }])
  })
}

export const textsOf = (message: Message): string[] => typeof message === 'string' ? [message] : Object.values(message[0].match)

/** What a message wants to be told: `{name}` in a text and `input name` in a declaration. */
export function inputsOf(message: Message): string[] {
  const locals = typeof message === 'string' ? [] : message[0].declarations.flatMap(line => /^local (\w+)/.exec(line)?.[1] ?? [])
  const declared = typeof message === 'string' ? [] : message[0].declarations.flatMap(line => /^input (\w+)/.exec(line)?.[1] ?? [])
  const placed = textsOf(message).flatMap(text => [...text.matchAll(/(?<!\\)\{(\w+)\}/g)].map(match => match[1] ?? ''))
  return [...new Set([...declared, ...placed])].filter(name => !locals.includes(name)).sort()
}

/** Every source text that may speak a message. */
export function sources(): string[] {
  return ['app', 'server', 'cli', 'shared'].filter(folder => existsSync(new URL(folder, root))).flatMap(folder =>
    readdirSync(new URL(`${folder}/`, root), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && /\.(?:ts|vue)$/.test(entry.name) && !entry.parentPath.includes('generated'))
      .map(entry => readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8')))
}
