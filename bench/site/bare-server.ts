/** Answers every request with the same bytes and headers, and does nothing else: the least that a server under Node can cost. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface BareAnswer {
  headers: Record<string, string>
  bytes: Uint8Array
}

process.once('message', ({ headers, bytes }: BareAnswer) => {
  const server = createServer((_, response) => {
    response.writeHead(200, headers)
    response.end(bytes)
  })
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
})
process.once('disconnect', () => process.exit(0))
