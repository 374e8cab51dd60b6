import pino from 'pino'
import { config } from './config'

/** Structured logs on standard output; a secret that slips into an object is taken out. */
export const log = pino({
  level: config().logLevel,
  redact: { paths: ['password', 'token', 'authorization', 'cookie', '*.password', '*.token', '*.authorization', '*.cookie'], censor: '[redacted]' },
  serializers: { error: pino.stdSerializers.err },
})
