import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const METHOD = /\.(get|post|put|patch|delete)$/

/** Every route of the server, from its files: `GET /api/lessons/:id/register`; ANY where the file takes every method. */
export function listRoutes(): string[] {
  return [...routesIn('server/api', '/api'), ...routesIn('server/routes', '')].sort()
}

/** Every page, from its file: `/students/:id`. */
export function listPages(): string[] {
  return routesIn('app/pages', '', '.vue').map(route => route.replace('ANY ', '')).map(path => path || '/').sort()
}

function routesIn(folder: string, prefix: string, extension = '.ts'): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith(extension))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name).slice(folder.length).replaceAll('\\', '/').slice(0, -extension.length)
      const method = METHOD.exec(file)?.[1]?.toUpperCase() ?? 'ANY'
      const path = file.replace(METHOD, '').replace(/\/index$/, '').replace(/\[\.\.\.(\w*)\]/g, '**$1').replace(/\[(\w+)\]/g, ':$1')
      return `${method} ${prefix}${path}`
    })
}
