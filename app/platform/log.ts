import { destination, type Logger, type LoggerOptions, pino, stdSerializers } from 'pino'

export type Log = Logger

/**
 * The log of the running program: one JSON object a line, on standard error, so that standard output stays for answers.
 *
 * It is for those who run the program, and kept for long: write identifiers and counts into it, never what a person said, their
 * name or their address. Fields that could carry such things by mistake are cut out.
 */
export function openLog(level: string): Log {
  return pino(logSettings(level), destination({ fd: 2, sync: true }))
}

/** What the log writes and what it cuts out, wherever it goes. */
export function logSettings(level: string): LoggerOptions {
  return {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { error: withoutValues },
    redact: {
      paths: ['email', 'name', 'phone', 'token', 'password', '*.email', '*.name', '*.phone', '*.token', '*.password'],
      remove: true,
    },
  }
}

/** What the database adds to an error ("Key (email)=(…) already exists", "Failing row contains …") repeats what was to be stored. */
function withoutValues(error: Error): object {
  const { detail: _, where: __, internalQuery: ___, ...kept } = stdSerializers.err(error) as Record<string, unknown>
  return kept
}
