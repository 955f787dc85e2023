import { spawn } from 'node:child_process'

/** Shows an address in the browser of this machine, if it has a screen and a browser. Never fails and never waits. */
export function openBrowser(address: string): void {
  const [program, ...words] = process.platform === 'darwin' ? ['open', address] : ['xdg-open', address]
  const child = spawn(program!, words, { detached: true, stdio: 'ignore' })
  child.once('error', () => {})
  child.unref()
}
