import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** A source file of ours as the structure test sees it. */
export interface Source {
  /** From the root of the project: `app/people/people.ts`. */
  path: string
  text: string
  isTest: boolean
  imports: Import[]
}

export interface Import {
  /** A path of ours, or the name of a package ("node:fs", "hono"). */
  target: string
  ours: boolean
  /** Gone after compilation: only types come through. */
  typeOnly: boolean
  /** `export … from`, which hides where a thing comes from. */
  isReexport: boolean
}

const root = join(import.meta.dirname, '../..')

/** All sources of the project, read anew at each call. */
export function readSources(): Source[] {
  const paths = globSync('{app,bin,cli,db,engine,test,bench}/**/*.{ts,tsx}', {
    cwd: root,
    exclude: (path) => path.includes('node_modules'),
  })
  return paths.sort().map((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    return { path, text, isTest: isTest(path), imports: importsOf(path, withoutComments(text)) }
  })
}

function isTest(path: string): boolean {
  const byName = /\.(test|fixture)\.tsx?$|-arbitraries\.ts$/.test(path)
  return byName || path.startsWith('test/') || path.startsWith('engine/fixtures/')
}

/** Comments out, so that an example in one is not taken for code. Texts between quotes are left alone. */
export function withoutComments(text: string): string {
  return text.replace(
    /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (_, quoted: string | undefined) => quoted ?? '',
  )
}

function importsOf(path: string, code: string): Import[] {
  const statements = code.matchAll(/^\s*(import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm)
  const dynamic = code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)
  return [
    ...[...statements].map(([, word, type, target]) => ({
      ...resolve(path, target!),
      typeOnly: Boolean(type),
      isReexport: word === 'export',
    })),
    ...[...dynamic].map(([, target]) => ({ ...resolve(path, target!), typeOnly: false, isReexport: false })),
  ]
}

function resolve(path: string, target: string): { target: string; ours: boolean } {
  if (target.startsWith('@ecotone/engine/')) {
    return { target: `engine/${target.slice('@ecotone/engine/'.length)}`, ours: true }
  }
  if (target.startsWith('.')) return { target: normalize(join(dirname(path), target)), ours: true }
  return { target, ours: false }
}
