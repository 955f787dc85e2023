import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSources, type Source, withoutComments } from './support/sources.ts'

const sources = readSources()
const settings = readFileSync(join(import.meta.dirname, '../vitest.config.ts'), 'utf8')
const program = sources.filter((source) => !source.isTest)

describe('files', () => {
  /** Words that say nothing about what a thing is for. */
  const emptyWords = 'manager|service|helper|helpers|util|utils|misc|common|base|abstract|data|info|impl|lib|types'
  const emptyWord = new RegExp(`(^|[/.-])(${emptyWords})($|[/.-])`)

  test('and folders have names that say something', () => {
    expect(sources.map(({ path }) => path).filter((path) => emptyWord.test(path))).toEqual([])
  })

  test('and folders are named in small letters with hyphens', () => {
    const other = sources.filter(({ path }) => !/^[a-z0-9./-]+$/.test(path))
    expect(other.map(({ path }) => path)).toEqual([])
  })

  test('export nothing under a name that says nothing', () => {
    const empty = /^(manager|service|helpers?|utils?|misc|abstract|impl)$/
    const found = program.flatMap(({ path, text }) =>
      [...withoutComments(text).matchAll(/^export (?:async )?(?:function|const|interface|type|class) (\w+)/gm)]
        .filter(([, name]) => splitName(name!).some((word) => empty.test(word)))
        .map(([, name]) => `${path}: ${name}`),
    )
    expect(found).toEqual([])
  })

  test('are short enough to be read at once: 300 lines, 450 in the engine and in tests', () => {
    const most = ({ path, isTest }: Source) => (isTest || path.startsWith('engine/') ? 450 : 300)
    const lines = ({ text }: Source) => text.split('\n').length - 1
    const long = sources.filter((source) => lines(source) > most(source))
    expect(long.map((source) => `${source.path}: ${lines(source)} lines`)).toEqual([])
  })
})

function splitName(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(' ')
}

describe('the code', () => {
  function places(where: (path: string) => boolean, what: RegExp): string[] {
    return program.flatMap(({ path, text }) => {
      if (!where(path)) return []
      const lines = withoutComments(text).split('\n')
      return lines.flatMap((line) => (what.test(line) ? [`${path}: ${line.trim()}`] : []))
    })
  }

  test('is not put in the place of other code but by tests that run apart from the rest', () => {
    const replacing = sources.filter(
      ({ path, text }) => /\.test\.tsx?$/.test(path) && /\bvi\.(mock|doMock)\(/.test(text),
    )
    const apart = settings.match(/const replacing = \[(.*?)\]/s)![1]!
    expect(replacing.map(({ path }) => path).filter((path) => !apart.includes(`'${path}'`))).toEqual([])
  })

  test('reads the environment in one file', () => {
    const mayRead = (path: string) => path === 'app/platform/config.ts' || path.startsWith('bin/')
    expect(places((path) => !mayRead(path), /\bprocess\.env\b/)).toEqual([])
  })

  test('of the engine leaves nothing to the moment or to chance that is not sown', () => {
    const moment = /\bMath\.random\b|\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|\bcrypto\b|\bprocess\b/
    expect(places((path) => path.startsWith('engine/'), moment)).toEqual([])
  })

  // Only + − × ÷ and roots are the same to the last bit on every machine; engine/portable-log.ts and portable-exp.ts are made of them.
  test('of the engine uses no function that machines compute each in their own way', () => {
    const own =
      /\bMath\.(log|exp|pow|sin|cos|tan|asin|acos|atan|sinh|cosh|tanh|cbrt|log2|log10|log1p|expm1|hypot)\b|\*\* Math\./
    expect(places((path) => path.startsWith('engine/'), own)).toEqual([])
  })

  test('asks the clock it was given, not the machine', () => {
    const asks = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\b/
    const inside = (path: string) => /^(app\/(people|workbench|site|ui)|db\/seeds)\//.test(path)
    expect(places(inside, asks)).toEqual([])
  })

  // The platform knows the language, not the tables; app/web.ts asks whether the database answers at all.
  test('asks the database in query files alone', () => {
    const asks = /\bsql`|\.(selectFrom|insertInto|updateTable|deleteFrom)\(/
    const elsewhere = (path: string) =>
      /^(app|cli)\//.test(path) && !/^app\/(platform\/|web\.ts$)/.test(path) && !/-queries\.ts$/.test(path)
    expect(places(elsewhere, asks)).toEqual([])
  })

  test('switches no check off without saying why beside it', () => {
    const off = sources.flatMap(({ path, text }) =>
      text.split('\n').flatMap((line) => {
        const silenced = /@ts-(ignore|nocheck|expect-error(?!: ["\w]))|biome-ignore(?! [\w/]+: \w)/.test(line)
        return silenced && !path.startsWith('test/structure') ? [`${path}: ${line.trim()}`] : []
      }),
    )
    expect(off).toEqual([])
  })

  test('has no test that is switched off or runs alone', () => {
    const alone = /\b(test|it|describe)\.(only|skip|todo)\(/
    const found = sources.filter(
      ({ isTest, path, text }) => isTest && !path.startsWith('test/structure') && alone.test(text),
    )
    expect(found.map(({ path }) => path)).toEqual([])
  })
})
