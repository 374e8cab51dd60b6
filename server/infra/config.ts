import { randomBytes } from 'node:crypto'
import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'

/** A start that cannot go on: each fault is one line that names the variable. */
export class ConfigError extends Error {
  constructor(readonly faults: string[]) {
    super(faults.join('\n'))
    this.name = 'ConfigError'
  }
}

const url = (protocols: string[], example: string) => z.string().refine((value) => {
  const scheme = value.split('://', 1)[0]?.split(',')[0] ?? ''
  return protocols.includes(scheme) && value.length > scheme.length + 3
}, `must be a URL like ${example}`)

const postgresUrl = url(['postgres', 'postgresql'], 'postgres://user:password@host:5432/name')

const shards = z.record(
  z.string().regex(/^[a-z0-9-]+$/, 'a shard is named in lower case letters, digits and dashes'),
  z.strictObject({ region: z.string().min(1), primary: postgresUrl, replicas: z.array(postgresUrl).default([]) }),
)

const jsonShards = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown
  }
  catch {
    context.addIssue({ code: 'custom', message: 'must be JSON: {"<name>": {"region": "eu", "primary": "postgres://…", "replicas": []}}' })
    return z.NEVER
  }
}).pipe(shards).refine(value => Object.keys(value).length > 0, 'must name at least one shard')

const whole = (min: number, max: number) => z.coerce.number(`must be a whole number from ${min} to ${max}`)
  .int(`must be a whole number from ${min} to ${max}`).min(min, `must be at least ${min}`).max(max, `must be at most ${max}`)

const webUrl = url(['http', 'https'], 'https://school.example')
/** An address, or several, each of one shared cache. */
const purgeUrls = z.string().transform(text => text.split(',').map(part => part.trim()).filter(Boolean))
  .pipe(z.array(url(['http', 'https', 'ban+http', 'ban+https'], 'ban+http://varnish:6081').refine(value => URL.canParse(value.replace(/^ban\+/, '')), 'must be a URL')))
const host = z.string().toLowerCase().regex(/^[a-z0-9.-]+$/, 'must be a host name without port')
const list = z.string().transform(text => text.split(',').map(part => part.trim()).filter(Boolean))

/** Whoever starts the built server has it open to the world, even where nobody said so. */
const DEFAULT_NODE_ENV = import.meta.dev === false ? 'production' : 'development'

const environment = z.object({
  NODE_ENV: z.string().default(DEFAULT_NODE_ENV),
  PORT: whole(0, 65_535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: postgresUrl.optional(),
  SHARDS: jsonShards.optional(),
  REDIS_URL: url(['redis', 'rediss', 'redis+sentinel', 'redis+cluster'], 'redis://localhost:6379').optional(),
  AMQP_URL: url(['amqp', 'amqps'], 'amqp://localhost:5672').optional(),
  SMTP_URL: url(['smtp', 'smtps'], 'smtp://localhost:25').optional(),
  MAIL_FROM: z.string().default('GoalSchool <no-reply@goalschool.example>'),
  VAPID_PUBLIC_KEY: z.string().optional(),
  VAPID_PRIVATE_KEY: z.string().optional(),
  APP_SECRET: z.string().min(32, 'must have at least 32 characters; make one with: openssl rand -hex 32').optional(),
  BASE_DOMAIN: host.default('localhost'),
  DEFAULT_TENANT: z.string().regex(/^[a-z0-9-]+$/, 'must be the slug of a tenant').optional(),
  PUBLIC_URL: webUrl.optional(),
  NUXT_APP_CDN_URL: webUrl.optional(),
  CDN_PURGE_URL: purgeUrls.default([]),
  CDN_PURGE_TOKEN: z.string().min(16, 'must have at least 16 characters').regex(/^[\x21-\x7E]+$/, 'must be visible ASCII').optional(),
  EXTERNAL_API_URL: webUrl.optional(),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  TRUSTED_PROXIES: list.default([]),
  GOALSCHOOL_ROLE: z.enum(['web', 'worker', 'all'], 'must be web, worker or all').default('all'),
  GOALSCHOOL_SERVICES: list.pipe(z.array(z.enum(['people', 'attendance', 'progress', 'communication'],
    'must list people, attendance, progress, communication'))).default(['people', 'attendance', 'progress', 'communication']),
  WORKERS: whole(1, 256).default(1),
  MEMORY_CACHE_MB: whole(0, 65_536).default(64),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    'must be fatal, error, warn, info, debug, trace or silent').default('info'),
  /** Set by the launcher for `npm run demo`: mail is readable at /dev/mail, a secret is made. */
  GOALSCHOOL_DEMO: z.enum(['1']).optional(),
})

export interface ShardConfig { region: string, primary: string, replicas: string[] }

type Environment = z.infer<typeof environment>

function typed(env: Environment) {
  const production = env.NODE_ENV === 'production'
  const demo = env.GOALSCHOOL_DEMO === '1'
  const databaseUrl = env.DATABASE_URL ?? null
  const ownShard: Record<string, ShardConfig> = databaseUrl
    ? { main: { region: 'local', primary: databaseUrl, replicas: [] } }
    : {}
  return {
    production, demo,
    host: env.HOST, port: env.PORT, workers: env.WORKERS, logLevel: env.LOG_LEVEL,
    dataDir: isAbsolute(env.DATA_DIR) ? env.DATA_DIR : resolve(env.DATA_DIR),
    /** The control database; null until the launcher has started the embedded server. */
    databaseUrl,
    shards: env.SHARDS ?? ownShard,
    redisUrl: env.REDIS_URL ?? null,
    amqpUrl: env.AMQP_URL ?? null,
    mail: { smtpUrl: env.SMTP_URL ?? null, from: env.MAIL_FROM },
    vapid: env.VAPID_PUBLIC_KEY && env.VAPID_PRIVATE_KEY ? { publicKey: env.VAPID_PUBLIC_KEY, privateKey: env.VAPID_PRIVATE_KEY } : null,
    secret: env.APP_SECRET ?? randomBytes(32).toString('hex'),
    baseDomain: env.BASE_DOMAIN,
    defaultTenant: env.DEFAULT_TENANT ?? null,
    publicUrl: env.PUBLIC_URL ?? null,
    /** Who keeps public pages in front of us and is told when one has changed. */
    cdnPurge: { urls: env.CDN_PURGE_URL, token: env.CDN_PURGE_TOKEN ?? null },
    externalApiUrl: env.EXTERNAL_API_URL ?? null,
    metricsToken: env.METRICS_TOKEN ?? null,
    trustedProxies: env.TRUSTED_PROXIES,
    role: env.GOALSCHOOL_ROLE,
    services: env.GOALSCHOOL_SERVICES,
    /** What one process keeps in its own memory, at most. */
    memoryCacheBytes: env.MEMORY_CACHE_MB * 1024 * 1024,
  }
}

export type Config = Readonly<ReturnType<typeof typed>>

/**
 * Reads a typed, frozen configuration from environment variables.
 * An empty variable counts as absent, as in compose files.
 * @throws ConfigError with one line per fault, each naming its variable
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  const faults = parsed.success
    ? []
    : parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`)
  const { NODE_ENV = DEFAULT_NODE_ENV, APP_SECRET, GOALSCHOOL_DEMO, VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY } = given
  if (NODE_ENV === 'production' && !APP_SECRET && GOALSCHOOL_DEMO !== '1')
    faults.push('APP_SECRET: is required in production; make one with: openssl rand -hex 32')
  if (Boolean(VAPID_PUBLIC_KEY) !== Boolean(VAPID_PRIVATE_KEY))
    faults.push(`${VAPID_PUBLIC_KEY ? 'VAPID_PRIVATE_KEY' : 'VAPID_PUBLIC_KEY'}: is missing; the two keys go together`)
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults)
  return Object.freeze(typed(parsed.data))
}

let current: Config | undefined

/** The configuration of this process, read once. */
export function config(): Config {
  current ??= readConfig(process.env)
  return current
}

/** Reads the configuration anew with some variables set: the launcher's, once its own server runs. */
export function reconfigure(variables: Record<string, string>): Config {
  Object.assign(process.env, variables)
  current = readConfig(process.env)
  return current
}
