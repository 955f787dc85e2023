import { describe, expect, test } from 'vitest'
import { fileFromBytes, type NamedFile } from './named-file.ts'
import { problemWithPlace } from './problem-words.ts'
import { type ReadOptions, readLandscape } from './read-landscape.ts'

async function read(name: string, content: string | Uint8Array, options: ReadOptions = {}) {
  const outcome = await readLandscape([fileFromBytes(name, Buffer.from(content))], options)
  const told = outcome.problems.map(({ row, field, code }) => `${row} ${field} ${code}`)
  return { outcome, told, drawn: outcome.kind === 'read' ? outcome.drawn : null }
}

describe('one sheet of people', () => {
  for (const [language, header] of Object.entries({
    en: 'Name,Group,Place',
    pt: 'Nome,Grupo,Lugar',
    es: 'Nombre,Grupo,Lugar',
    fr: 'Nom,Groupe,Lieu',
  })) {
    test(`is read by its headers in ${language}`, async () => {
      const { drawn, told } = await read('sheet.csv', `${header}\nZé,Crew,Cape\nAna,Lab,City\n`)
      expect(told).toEqual([])
      expect(drawn?.people.map(({ name }) => name)).toEqual(['Zé', 'Ana'])
      expect(drawn?.practices.map(({ name }) => name)).toEqual(['Crew', 'Lab'])
      expect(drawn?.boundaries[0]?.sides).toEqual(['Cape', 'City'])
    })
  }

  test('with other headers asks for the columns, and reads those chosen by hand', async () => {
    const text = 'x,y\ncrews,skipper oldest\nlab,seagrass person\n'
    expect((await read('a.csv', text)).told).toEqual(['null null columns-needed'])
    const chosen = await read('a.csv', text, { choices: [{ header: true, roles: ['group', 'name'] }] })
    expect(chosen.drawn?.memberships.map(({ person, practice }) => [person, practice])).toEqual([
      ['skipper oldest', 'crews'],
      ['seagrass person', 'lab'],
    ])
  })

  test('without any header begins with the first person', async () => {
    const { drawn } = await read('a.txt', 'skipper, crews\nnurse M, health', {
      choices: [{ header: false, roles: ['name', 'group'] }],
    })
    expect(drawn?.people.map(({ name }) => name)).toEqual(['skipper', 'nurse M'])
    expect(drawn?.practices.map(({ name }) => name)).toEqual(['crews', 'health'])
  })

  test('joins a name that comes again in another group, and says so', async () => {
    const { drawn, told } = await read('a.csv', 'name,group\nPerpétua,Kitchens\nPerpétua,Choir\nPerpétua,Choir\n')
    expect(told).toEqual(['3 name same-name-joined', '4 null said-before'])
    expect([drawn?.people.length, drawn?.memberships.length]).toEqual([1, 2])
  })

  test('keeps two people of one name apart when there is an id', async () => {
    const { drawn } = await read('a.csv', 'id,name,group\n1,Manuela Sequeira,A\n2,Manuela Sequeira,B\n')
    expect(drawn?.people).toHaveLength(2)
  })

  test('reports a column that has no place here, with how often and an example, and keeps it on wish', async () => {
    const text = 'name,shoe size,\nAna,38,\nBento,,hat\nCy,41,cap\n'
    const { outcome, drawn } = await read('a.csv', text)
    expect(outcome.kind === 'read' && outcome.summary.homeless).toEqual([
      { file: 'a.csv', field: 'shoe size', of: 'people', count: 2, example: '38' },
      { file: 'a.csv', field: '#3', of: 'people', count: 2, example: 'hat' },
    ])
    expect(drawn?.people.some(({ custom }) => custom)).toBe(false)
    const kept = await read('a.csv', text, { keep: ['shoe size'] })
    expect(kept.drawn?.people.map(({ custom }) => custom)).toEqual([
      { 'shoe size': '38' },
      undefined,
      { 'shoe size': '41' },
    ])
  })
})

describe('a list of pairs', () => {
  test('of Gephi gives directed and undirected ties with scaled strengths', async () => {
    const { drawn, told } = await read('e.csv', 'Source,Target,Type,Weight\na,b,Directed,4\nb,c,Undirected,1\n')
    expect(drawn?.ties).toMatchObject([
      { from: 'a', to: 'b', mutual: false, strength: 1, kind: 'talks' },
      { from: 'b', to: 'c', mutual: true, strength: 0.25 },
    ])
    expect(told).toEqual(['null weight weights-scaled'])
    expect(drawn?.people.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  test('separated by spaces, with remarks and without header, is understood', async () => {
    const { drawn, told } = await read('karate.edges', '# Nodes: 3\n1 2\n2  3\n')
    expect(drawn?.ties.map(({ from, to }) => `${from}${to}`)).toEqual(['12', '23'])
    expect(told).toEqual(['null null comments-skipped'])
  })

  test('with other types tells them as talks, once for each type', async () => {
    const { told } = await read('e.tsv', 'from\tto\ttype\na\tb\tkin\nb\tc\tkin\nc\ta\tmentors\n')
    expect(told).toEqual(['null kind kind-told-as-talks'])
  })

  test('refuses a pair with oneself by its row', async () => {
    expect((await read('e.csv', 'source,target\na,b\nc,c\n')).told).toEqual(['3 to self-tie'])
  })

  test('beside a sheet of people draws ties between those in the sheet', async () => {
    const sheet = fileFromBytes('nodes.csv', Buffer.from('Id,Label\n1,Ana\n2,Bo\n'))
    const pairs = fileFromBytes('edges.csv', Buffer.from('Source,Target\n1,2\n1,3\n'))
    const outcome = await readLandscape([sheet, pairs])
    expect(outcome.kind === 'read' && outcome.drawn.ties).toHaveLength(1)
    expect(outcome.problems).toMatchObject([
      { file: 'edges.csv', row: 3, field: 'to', code: 'unknown-person', value: '3' },
    ])
  })
})

describe('how a file was saved', () => {
  const text = 'name;group\nZé;"Crew\nof two"\n'
  const saved: [string, Uint8Array][] = [
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 without its mark', Buffer.from(text, 'utf16le')],
    ['UTF-16, the other way round', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['old line ends', Buffer.from(text.replaceAll('\n', '\r'))],
    ['the hint of a spreadsheet', Buffer.from(`sep=;\r\n${text}`)],
  ]
  for (const [what, bytes] of saved) {
    test(`${what} is read`, async () => {
      const { drawn, told } = await read('a.csv', bytes)
      expect(told).toEqual([])
      expect(drawn?.people.map(({ name }) => name)).toEqual(['Zé'])
      expect(drawn?.practices.map(({ name }) => name)).toEqual(['Crew of two'])
    })
  }

  test('Windows-1252 is refused with its row, the name as it was meant, and what to do', async () => {
    const bytes = Buffer.from('name,group\nAna,"a\nb"\nJoão Peixoto,Crew\n', 'latin1')
    const { outcome } = await read('antigo.csv', bytes)
    expect(outcome.kind).toBe('unreadable')
    expect(problemWithPlace(outcome.problems[0]!, 'en')).toBe(
      'antigo.csv, row 3: the text is not saved as UTF-8: around “João Peixoto,Crew” it looks like Windows-1252. In your spreadsheet choose “Save as”, then “CSV UTF-8”.',
    )
  })

  test('a quotation mark that never closes is found at the row where it opens', async () => {
    expect((await read('a.csv', 'name,group\nAna,A\nBo,"B\nCy,C\n')).told).toEqual(['3 null quote-not-closed'])
  })

  test('a blank row counts as a row of the spreadsheet and as nobody', async () => {
    const { told } = await read('a.csv', 'name,group\nAna,A\n\n,B\n')
    expect(told).toEqual(['4 name cell-empty'])
  })
})

describe('a file that is no landscape', () => {
  const files: [string, string, string | Uint8Array, string][] = [
    ['an empty file', 'a.csv', '', 'file-empty'],
    ['a header alone', 'a.csv', 'name,group\n', 'nobody-in-it'],
    ['blank lines', 'a.csv', '\n\n \n', 'columns-needed'],
    ['a workbook called .csv', 'a.csv', Buffer.from('PK\u0003\u0004....[Content_Types].xml', 'latin1'), 'zip-damaged'],
    ['an old workbook', 'a.csv', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'is-xls'],
    ['a picture', 'a.csv', Buffer.from('89504e470d0a1a0a', 'hex'), 'is-document'],
    ['a GEXF without anybody', 'a.gexf', '<?xml version="1.0"?><gexf/>', 'nobody-in-it'],
    ['another XML', 'a.xml', '<?xml version="1.0"?><rss/>', 'is-markup'],
    ['broken JSON', 'a.json', '{"elements": [', 'not-json'],
    ['other JSON', 'a.json', '{"a": 1}', 'json-not-known'],
    ['JSON nested 10,000 deep', 'a.json', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'too-deep'],
    ['objects nested 10,000 deep', 'a.json', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, 'too-deep'],
  ]
  for (const [what, name, content, code] of files) {
    test(`${what} gives one clear reason`, async () => {
      const { outcome } = await read(name, content)
      expect(outcome.kind === 'unreadable' && outcome.problem.code).toBe(code)
    })
  }

  test('more rows than allowed refuse the whole file, never half of it', async () => {
    const { outcome } = await read('a.csv', 'name\nAna\nBo\nCy\n', { limits: { rows: 2 } })
    expect(outcome.problems).toMatchObject([{ code: 'too-many-rows', row: 4, severity: 'refused-file' }])
    expect(outcome.kind).toBe('unreadable')
  })
})

describe('a large file', () => {
  test('of 200,000 rows comes in whole, row by row', async () => {
    const rows = 200_000
    const file: NamedFile = {
      name: 'big.csv',
      open: async function* () {
        yield Buffer.from('source,target,weight\n')
        for (let at = 0; at < rows; at += 1000) {
          let text = ''
          for (let row = at; row < at + 1000; row++) text += `p${row % 5000},p${(row * 7 + 1) % 5000},0.5\n`
          yield Buffer.from(text)
        }
      },
    }
    const outcome = await readLandscape([file])
    const [count] = outcome.kind === 'read' ? outcome.summary.files : []
    expect(count?.rowsRead).toBe(rows)
    expect(count!.accepted + count!.refused).toBe(rows)
  })

  test('stops between two rows when told to', async () => {
    const text = `name\n${Array.from({ length: 20_000 }, (_, at) => `p${at}`).join('\n')}`
    const stopping = new AbortController()
    const reading = readLandscape([fileFromBytes('a.csv', Buffer.from(text))], { signal: stopping.signal })
    stopping.abort()
    await expect(reading).rejects.toThrow(/abort/iu)
  })
})

describe('a square of who knows whom', () => {
  test('gives everybody named, also without a tie; equal cells across the diagonal run both ways', async () => {
    const text = ';Ana;Bo;Cy;Dee\nAna;;2;1;0\nBo;2;;;\nCy;;0,5;;\nDee;;;;\n'
    const { drawn, told, outcome } = await read('who.csv', text)
    expect(outcome.kind === 'read' && outcome.summary.format).toBe('matrix')
    expect(drawn?.people.map(({ name }) => name)).toEqual(['Ana', 'Bo', 'Cy', 'Dee'])
    expect(drawn?.ties.map(({ from, to, mutual, strength }) => [from, to, mutual, strength])).toEqual([
      ['Ana', 'Bo', true, 1],
      ['Ana', 'Cy', false, 0.5],
      ['Cy', 'Bo', false, 0.25],
    ])
    expect(told).toEqual(['null weight weights-scaled'])
  })

  test('refuses a row that holds no number, or a tie with oneself, and goes on', async () => {
    const { drawn, told } = await read('who.csv', ',Ana,Bo,Cy\nAna,,1,\nBo,often,,\nCy,,,1\n')
    expect(told).toEqual(['3 Ana not-a-number', '4 Cy self-tie'])
    expect(drawn?.ties).toHaveLength(1)
  })
})
