import { destination, type Logger, pino, stdSerializers } from 'pino'

export type Log = Logger

/**
 * The log of the running program: one JSON object a line, on standard error, so that standard output stays for answers.
 *
 * It is for those who run the program, and kept for long: write identifiers and counts into it, never what a person said, their
 * name or their address. Fields that could carry such things by mistake are cut out.
 */
export function openLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { error: stdSerializers.err },
      redact: {
        paths: ['email', 'name', 'phone', 'token', 'password', '*.email', '*.name', '*.phone', '*.token', '*.password'],
        remove: true,
      },
    },
    destination({ fd: 2, sync: true }),
  )
}
