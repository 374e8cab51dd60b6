// messages/<feature>/<locale>.json → shared/generated/messages: one typed function for each message.
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { compile } from '@inlang/paraglide-js'

const own = name => readFileSync(new URL(`./messages/${name}`, import.meta.url), 'utf8')

export const compileMessages = () => compile({
  project: './project.inlang',
  outdir: './shared/generated/messages',
  emitReadme: false,
  emitPrettierIgnore: false,
  emitGitIgnore: false,
  additionalFiles: { 'runtime.js': own('runtime.js'), 'registry.js': own('registry.js'), 'server.js': 'export {}\n' },
})

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await compileMessages()
