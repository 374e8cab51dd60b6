import { dirname, relative, resolve, sep } from 'node:path'

/**
 * Which folders the files of a folder may import from. The first prefix that fits counts;
 * a file may always import from its own room. docs/architecture.md
 */
const DIRECTIONS = [
  ['app/', ['app/', 'shared/']],
  ['shared/', ['shared/']],
  ['server/infra/', ['server/infra/', 'shared/']],
  ['server/domain/', ['server/domain/', 'server/infra/', 'shared/']],
  ['server/utils/', ['server/utils/', 'server/domain/', 'server/infra/', 'shared/']],
  ...['api', 'routes', 'middleware', 'plugins', 'tasks'].map(room =>
    [`server/${room}/`, [`server/${room}/`, 'server/utils/', 'server/domain/', 'server/infra/', 'shared/']]),
  ['cli/', ['cli/', 'server/utils/', 'server/domain/', 'server/infra/', 'shared/']],
]

const HTTP_AND_VUE = /^(?:h3|nitropack|nitro|vue|vue-router|nuxt|ofetch|#imports|#app|#build|@nuxt\/.+|@vue\/.+)(?:\/.*)?$/

/** Packages that only some rooms may know: [who is meant, the packages, where they may be imported]. */
const ROOMS = [
  ['Prisma and pg belong to server/infra/db', /^(?:pg|pg-.+|prisma|@prisma\/.+)(?:\/.*)?$/, ['server/infra/db/']],
  ['Redis belongs to server/infra', /^ioredis(?:\/.*)?$/, ['server/infra/']],
  ['the broker belongs to server/infra/queue', /^(?:rabbitmq-client|amqplib)(?:\/.*)?$/, ['server/infra/queue/']],
  ['mail belongs to server/infra/mail', /^nodemailer(?:\/.*)?$/, ['server/infra/mail/']],
  ['sign-in belongs to server/infra/auth', /^better-auth(?:\/.*)?$/, ['server/infra/auth/']],
  ['HTTP and Vue stay out of the domain, infra, cli and shared', HTTP_AND_VUE,
    ['app/', 'server/utils/', 'server/api/', 'server/routes/', 'server/middleware/', 'server/plugins/', 'server/tasks/']],
  ['Vue stays in app', /^(?:vue|vue-router|#app|@vue\/.+)(?:\/.*)?$/, ['app/']],
]

/** What a domain noun shows to the others besides its verbs. */
const DOORS = new Set(['policy', 'events', 'sight', 'directory'])

const posix = path => path.split(sep).join('/')
const camelCase = name => name.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase())

function target(file, specifier, root) {
  if (specifier.startsWith('.')) return posix(relative(root, resolve(dirname(file), specifier)))
  if (specifier === '#messages' || specifier.startsWith('#messages/')) return 'shared/generated/messages'
  if (specifier.startsWith('#shared/')) return specifier.slice(1)
  if (/^(?:~~|@@)\//.test(specifier)) return specifier.slice(3)
  if (/^[~@]\//.test(specifier)) return `app/${specifier.slice(2)}`
  return null
}

const noun = path => /^server\/domain\/([^/]+)\//.exec(path)?.[1]

/** Why a file must not import this, or null. `names`: what it takes, null for everything; `erased`: the whole statement vanishes with the types. */
function objection(from, specifier, to, { names, typeOnly, erased }) {
  const direction = DIRECTIONS.find(([folder]) => from.startsWith(folder))
  if (!direction) return null
  if (to === null) {
    const room = ROOMS.find(([, packages, places]) => packages.test(specifier) && !places.some(place => from.startsWith(place)))
    return room ? `${room[0]}: ${from} must not import ${specifier}` : null
  }
  const [folder, allowed] = direction
  if (!allowed.some(place => to.startsWith(place))) return `imports point one way: ${folder} must not import ${to}`
  if (folder === 'app/' && to.startsWith('shared/schemas/') && !erased) return `app takes only types from ${to}, by "import type": a schema would send zod to every browser`
  const [mine, theirs] = [noun(from), noun(to)]
  if (!mine || !theirs || mine === theirs || typeOnly) return null
  const file = to.split('/').pop().replace(/\.ts$/, '')
  if (DOORS.has(file) || names?.every(name => name === camelCase(file))) return null
  return `a noun uses another only through its verbs: ${mine} takes ${names?.join(', ') ?? '*'} from ${to}`
}

const taken = node => node.specifiers?.some(part => part.type === 'ImportSpecifier' || part.type === 'ExportSpecifier')
  ? node.specifiers.filter(part => part.importKind !== 'type' && part.exportKind !== 'type').map(part => (part.imported ?? part.local).name)
  : null

const isErased = node => node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type'

export const importDirections = {
  meta: { type: 'problem', schema: [], messages: { wrong: '{{ why }}' } },
  create(context) {
    const from = posix(relative(context.cwd, context.filename))
    const check = (node) => {
      const specifier = node.source?.value
      if (typeof specifier !== 'string') return
      const names = taken(node)
      const erased = isErased(node)
      const why = objection(from, specifier, target(context.filename, specifier, context.cwd), { names, erased, typeOnly: erased || names?.length === 0 })
      if (why) context.report({ node: node.source, messageId: 'wrong', data: { why } })
    }
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check, ImportExpression: check, TSImportType: check }
  },
}
