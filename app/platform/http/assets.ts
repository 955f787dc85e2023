import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** One thing a browser may fetch: its public name and the files it is made of, joined in order. */
export interface AssetSource {
  name: string
  files: string[]
}

/** A thing ready to be sent, named after its content so that it can be kept for ever. */
export interface Asset {
  path: string
  type: string
  etag: string
  bytes: Buffer
  encoded(encoding: 'br' | 'gzip'): Buffer | undefined
}

export interface Assets {
  /** The address of an asset by its public name (`ecotone.css`). Throws when there is no such asset. */
  url(name: string): string
  has(name: string): boolean
  /** The asset at an address such as `/assets/ecotone-1f0c….css`. */
  at(path: string): Asset | undefined
}

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
}

/**
 * Reads all assets once, at start. A `url(name.woff2)` inside a stylesheet is turned into the address of that asset, so
 * fonts are named after their content too. Costs a few milliseconds; compression happens on first request and is kept.
 */
export function readAssets(sources: AssetSource[]): Assets {
  const named = new Map<string, Asset>()
  const stylesheetsLast = [...sources].sort((a, b) => Number(isStylesheet(a.name)) - Number(isStylesheet(b.name)))
  for (const source of stylesheetsLast) {
    const bytes = Buffer.concat(source.files.map((file) => readFileSync(file)))
    named.set(source.name, asset(source.name, isStylesheet(source.name) ? withAddresses(bytes, named) : bytes))
  }
  const byPath = new Map([...named.values()].map((one) => [one.path, one]))
  return {
    url(name) {
      const found = named.get(name)
      if (!found) throw new Error(`There is no asset called "${name}". Known: ${[...named.keys()].join(', ')}.`)
      return found.path
    },
    has: (name) => named.has(name),
    at: (path) => byPath.get(path),
  }
}

/** Every file of a folder with one of these endings, each as an asset of its own name; none if the folder is missing. */
export function folderAssets(folder: string, endings: string[]): AssetSource[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => endings.includes(extname(name)) && statSync(join(folder, name)).isFile())
    .sort()
    .map((name) => ({ name, files: [join(folder, name)] }))
}

function isStylesheet(name: string): boolean {
  return name.endsWith('.css')
}

function withAddresses(css: Buffer, named: Map<string, Asset>): Buffer {
  const text = css.toString('utf8').replace(/url\("?([\w.-]+)"?\)/g, (_, name: string) => {
    const found = named.get(name)
    if (!found) throw new Error(`A stylesheet asks for url(${name}), which is not among the assets.`)
    return `url("${found.path}")`
  })
  return Buffer.from(text)
}

/** Named by the build after its content, and asked for by that name from other built files. */
const builtPart = /^part-[0-9A-Z]{8}\.js$/

function asset(name: string, bytes: Buffer): Asset {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16)
  const ending = extname(name)
  const kept = new Map<string, Buffer>()
  return {
    path: builtPart.test(name)
      ? `/assets/${name}`
      : `/assets/${name.slice(0, name.length - ending.length)}-${hash}${ending}`,
    type: types[ending] ?? 'application/octet-stream',
    etag: `"${hash}"`,
    bytes,
    encoded(encoding) {
      if (ending === '.woff2' || ending === '.png' || bytes.length < 600) return undefined
      const done = kept.get(encoding) ?? (encoding === 'br' ? brotli(bytes) : gzipSync(bytes, { level: 9 }))
      kept.set(encoding, done)
      return done
    },
  }
}

function brotli(bytes: Buffer): Buffer {
  const quality = bytes.length > 300_000 ? 7 : 10
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } })
}
