import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeFolder } from '../app/workbench/landscape/formats/write-folder.ts'
import { zipFolder } from '../app/workbench/landscape/formats/zip-folder.ts'
import { arrabidaCoast } from '../db/seeds/arrabida-coast.ts'
import { runCommand } from './main.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ecotone-cli-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function run(...args: string[]) {
  const said = { answer: '', aside: '' }
  const code = await runCommand(args, {
    answer: (text) => void (said.answer += text),
    aside: (text) => void (said.aside += text),
    watched: false,
  })
  return { code, ...said }
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content)
  return join(folder, name)
}

const few = ['--worlds', '40']

describe('the command line', () => {
  test('explains itself, and each of its commands', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, aside: '' })
    const all = ['spot', 'import', 'export', 'serve', 'audit', 'keepers', 'backup', 'restore', 'steward', 'sign-in']
    for (const name of all) {
      const { code, answer, aside } = await run(name, '--help')
      expect([code, aside], name).toEqual([0, ''])
      expect(answer).toMatch(new RegExp(`^Usage: ecotone ${name}`))
    }
  })

  test('ends with 2 when it is not understood, with nothing on standard output', async () => {
    const lines = [
      [],
      ['dance'],
      ['spot'],
      ['spot', 'a', 'b'],
      ['spot', 'a', '--loud'],
      ['spot', 'a', '--size', '1'],
      ['spot', 'a', '--size', 'ten'],
      ['spot', 'a', '--seed', '-3'],
      ['spot', 'a', '--as-of', '2027-02-30'],
      ['spot', 'a', '--columns', 'nom=1'],
      ['spot', 'a', '--language', 'de'],
      ['import'],
      ['export', 'only-one'],
      ['export', 'coast', 'coast.pdf', '--format', 'pdf'],
      ['sign-in'],
      ['steward'],
      ['steward', 'ana@example.org', '--give'],
      ['audit', 'now'],
      ['backup'],
      ['backup', 'a', 'b'],
      ['restore'],
      ['restore', 'a', '--loud'],
      ['audit', '--head', '7'],
    ]
    for (const line of lines) expect(await run(...line), line.join(' ')).toMatchObject({ code: 2, answer: '' })
  })
})

describe('spot', () => {
  test('ends with 1 and names file, row and field of what is wrong', async () => {
    const path = await file('bad.csv', 'source,target\na,b\nc,c\n')
    const { code, answer, aside } = await run('spot', path)
    expect([code, answer]).toEqual([1, ''])
    expect(aside).toContain('bad.csv, row 3, to: “c” cannot have a tie with themselves.')
    expect(aside).toContain('--skip-refused')
  })

  test('ends with 1 for a place where nothing is, and for a boundary that is not there', async () => {
    expect(await run('spot', join(folder, 'nowhere'))).toMatchObject({ code: 1, answer: '' })
    const path = await file('sheet.csv', 'name,group,place\nAna,A,x\nBo,B,y\n')
    const { code, aside } = await run('spot', path, '--boundary', 'ridge')
    expect([code, aside]).toEqual([1, 'There is no boundary “ridge”. There are: place (Place).\n'])
  })

  test('goes on without rows that cannot come in when told to', async () => {
    const path = await file('some.csv', 'source,target\na,b\nc,c\n')
    expect((await run('spot', path, '--skip-refused', ...few)).code).toBe(0)
  })

  test('says whom to ask first where no tie is known, and shows no effect', async () => {
    const people = Array.from({ length: 12 }, (_, at) => `p${at},${at % 2 ? 'Crew' : 'Lab'}`).join('\n')
    const { code, answer } = await run('spot', await file('ask.csv', `name,group\n${people}\n`), ...few)
    expect(code).toBe(0)
    expect(answer).toContain('First step: ask')
    expect(answer).toContain('no effect is shown')
  })
})

describe('spot on the example', () => {
  let zip: string
  beforeAll(async () => {
    zip = await file('coast.zip', await zipFolder(writeFolder(arrabidaCoast({ day: '2027-03-01' }))))
  })
  test('gives one JSON object and nothing else on standard output, and progress aside when asked', async () => {
    const day = ['--as-of', '2027-03-01', '--seed', '7']
    const { code, answer, aside } = await run('spot', zip, '--json', '--progress', ...day, ...few)
    expect(code).toBe(0)
    expect(aside).toMatch(/^(\d+ %\n){6,}$/)
    const { landscape, assumptions, opportunities } = JSON.parse(answer)
    expect(landscape).toMatchObject({ name: 'Arrábida coast', basis: 'fictional', asOf: '2027-03-01', refusedRows: 0 })
    expect(assumptions).toMatchObject({ seed: 7, worlds: 40, size: 12, boundary: null })
    expect(opportunities).toHaveLength(10)
    for (const { words } of opportunities) expect(words.plain).not.toBe('')
  }, 60_000)
})

describe('spot on a small landscape', () => {
  const rows = Array.from({ length: 24 }, (_, at) => `p${at},${['Crew', 'Lab', 'School'][at % 3]}`).join('\n')
  const pairs = Array.from({ length: 23 }, (_, at) => `p${at},p${at % 3 === 0 ? at + 1 : (at + 3) % 24}`).join('\n')
  let zip: string
  beforeAll(async () => {
    const files = new Map([
      ['nodes.csv', `name,group\n${rows}\n`],
      ['edges.csv', `source,target\n${pairs}\n`],
    ])
    zip = await file('small.zip', await zipFolder(files))
  })

  test('gives the same answer to the same question', async () => {
    const first = await run('spot', zip, '--json', ...few)
    expect((await run('spot', zip, '--json', ...few)).answer).toBe(first.answer)
    expect((await run('spot', zip, '--json', '--seed', '8', ...few)).answer).not.toBe(first.answer)
  })

  test('reads as a table and as cards in each language', async () => {
    const heads = { en: 'Who and who', pt: 'Quem e quem', es: 'Quién y quién', fr: 'Qui et qui' }
    for (const [language, head] of Object.entries(heads)) {
      const { code, answer } = await run('spot', zip, '--language', language, ...few)
      expect(code).toBe(0)
      expect(answer).toContain(head)
    }
  })

  test('lets no name steer the terminal', async () => {
    const nasty = await file('nasty.csv', 'name,group\nAna,"\u009b31mRed"\nBo,\u2067B\n')
    expect((await run('spot', nasty, ...few)).answer).not.toMatch(/[\u009b\u2067]/u)
  })
})

describe('import', () => {
  test('with --preview says what would come in and stores nothing', async () => {
    const path = await file('p.csv', 'name,group\nAna,A\nBo,B\n')
    const { code, aside } = await run('import', path, '--preview')
    expect([code, aside]).toEqual([0, 'p: 2 people, 2 groups and practices, 0 boundaries, 0 known ties\n'])
  })

  test('E19: import asks the care check where people who live and a boundary of politics come in together, and says how', async () => {
    const votes = await mkdtemp(join(folder, 'votes-'))
    await writeFile(
      join(votes, 'landscape.json'),
      '{"format":"ecotone-landscape/1","name":"Votes","basis":"own-sketch"}',
    )
    await writeFile(join(votes, 'people.csv'), 'id,name\na,Ana\n')
    await writeFile(join(votes, 'boundaries.csv'), 'id,name,kind,sides\nv,Votes,political,left|right\n')
    expect(await run('import', votes)).toMatchObject({ code: 1, aside: expect.stringContaining('--care-questions') })
    const { answer: questions, code } = await run('import', '--care-questions')
    expect(code).toBe(0)
    const half = await file('half.txt', questions.replace('a newspaper.)\n', 'a newspaper.)\nWhoever votes alone'))
    const refused = await run('import', votes, '--care', half)
    expect(refused.code).toBe(1)
    expect(refused.aside).toContain('Who asked for this map?')
    expect(refused.aside).not.toContain('Who could be harmed')
  })
})
