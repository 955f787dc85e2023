import type { Server, ServerOptions } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'

export interface Listening {
  /** The port in use: the one asked for, or a free one when that was 0. */
  port: number
  /** Takes no more requests, lets running ones finish for at most `graceMilliseconds`, then cuts them off. */
  close(graceMilliseconds?: number): Promise<void>
}

/**
 * How long somebody may take to ask, in milliseconds, and how much they may say before the body begins. Whoever sends a letter now and
 * then, to hold a connection, is cut off; a file of 64 MB over a slow line is not.
 */
const patience: ServerOptions = {
  headersTimeout: 15_000,
  requestTimeout: 10 * 60_000,
  keepAliveTimeout: 10_000,
  maxHeaderSize: 16_384,
}

/** Answers requests on the given address. Throws with what to do when the port is taken or not allowed. */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  { host, port }: { host: string; port: number },
  given: ServerOptions = {},
): Promise<Listening> {
  const server = createAdaptorServer({ fetch, serverOptions: { ...patience, ...given } }) as Server
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explained(error, host, port)))
    server.listen(port, host, () => resolve())
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: (graceMilliseconds = 5_000) => closeServer(server, graceMilliseconds),
  }
}

function closeServer(server: Server, graceMilliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMilliseconds)
    // Browsers keep a connection open after its last answer; each is closed soon after it falls silent.
    const sweep = setInterval(() => server.closeIdleConnections(), 20)
    server.close(() => {
      clearTimeout(cut)
      clearInterval(sweep)
      resolve()
    })
  })
}

function explained(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new Error(
      `Port ${port} is taken, perhaps by another Ecotone. Choose another one: PORT=${port + 1} bin/start`,
      { cause: error },
    )
  }
  if (error.code === 'EACCES') {
    return new Error(`Port ${port} is only for administrators. Choose one above 1023: PORT=8080 bin/start`, {
      cause: error,
    })
  }
  if (error.code === 'EADDRNOTAVAIL') {
    return new Error(`This machine has no address ${host}. HOST=127.0.0.1 is there on every machine.`, { cause: error })
  }
  return error
}
