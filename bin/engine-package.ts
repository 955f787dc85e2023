import { execFileSync } from 'node:child_process'
import { copyFileSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const engine = join(root, 'engine')

/** The files that the package's one door leads to, as `engine/package.json` lists them. */
function offeredFiles(patterns: readonly string[]): string[] {
  const found = patterns.flatMap((pattern) => globSync(pattern, { cwd: engine }).sort())
  return found.filter((path) => !path.endsWith('.test.ts'))
}

function exportedNames(path: string): string[] {
  const text = readFileSync(join(engine, path), 'utf8')
  const exported = text.matchAll(/^export (?:async )?(?:function|const|interface|type|class) (\w+)/gm)
  // a function of several forms stands once for each of them
  return [...new Set([...exported].map(([, name]) => name!))]
}

/** The lines of the one door; a name that two files export would be neither, so it is refused. */
function door(paths: readonly string[]): string {
  const from = new Map<string, string>()
  for (const path of paths) {
    for (const name of exportedNames(path)) {
      const other = from.get(name)
      if (other) throw new Error(`The package would have two things called ${name}: in ${other} and in ${path}`)
      from.set(name, path)
    }
  }
  return paths.map((path) => `export * from './${path.replace(/\.ts$/, '.js')}'\n`).join('')
}

/** What the package says of itself: the same as the workspace's, with plain JavaScript in place of the sources. */
function packageManifest(): string {
  const { offers: _, ...manifest } = JSON.parse(readFileSync(join(engine, 'package.json'), 'utf8'))
  const exports = {
    '.': { types: './dist/index.d.ts', default: './dist/index.js' },
    './package.json': './package.json',
    './*.js': { types: './dist/*.d.ts', default: './dist/*.js' },
    './*': { types: './dist/*.d.ts', default: './dist/*.js' },
  }
  return `${JSON.stringify({ ...manifest, exports, files: ['dist'] }, null, 2)}\n`
}

/** Types name the sources they came from; in the package there are none. */
function leadTypesToJavaScript(dist: string): void {
  for (const file of globSync('**/*.d.ts', { cwd: dist })) {
    const path = join(dist, file)
    const sources = /((?:from |import\(|import )['"]\.[^'"]*)\.ts(['"])/g
    writeFileSync(path, readFileSync(path, 'utf8').replace(sources, '$1.js$2'))
  }
}

/**
 * Builds the engine as a package that stands by itself: plain JavaScript with its types, a README and one door.
 *
 * @returns the folder, ready for `npm pack` or `npm publish`
 */
export function buildEnginePackage(folder: string): string {
  const dist = join(folder, 'dist')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(dist, { recursive: true })
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  execFileSync(process.execPath, [compiler, '-p', join(engine, 'tsconfig.package.json'), '--outDir', dist], {
    stdio: 'inherit',
  })
  leadTypesToJavaScript(dist)
  const { offers } = JSON.parse(readFileSync(join(engine, 'package.json'), 'utf8')) as { offers: string[] }
  const lines = door(offeredFiles(offers))
  for (const name of ['index.js', 'index.d.ts']) writeFileSync(join(dist, name), lines)
  writeFileSync(join(folder, 'package.json'), packageManifest())
  copyFileSync(join(engine, 'README.md'), join(folder, 'README.md'))
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  return folder
}

if (import.meta.main) {
  const folder = buildEnginePackage(join(root, '.build/engine-package'))
  const packed = execFileSync('npm', ['pack', '--pack-destination', join(root, '.build'), '--silent'], { cwd: folder })
  process.stdout.write(`${join(root, '.build', packed.toString().trim())}\n`)
}
