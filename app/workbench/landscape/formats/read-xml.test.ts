import { describe, expect, test } from 'vitest'
import type { Limits } from './limits.ts'
import { fileFromBytes } from './named-file.ts'
import { readLandscape } from './read-landscape.ts'

async function read(content: string | Uint8Array, limits: Partial<Limits> = {}, name = 'net.gexf') {
  const outcome = await readLandscape([fileFromBytes(name, Buffer.from(content))], { limits })
  const told = outcome.problems.map(({ field, code }) => `${field} ${code}`)
  return { outcome, told, drawn: outcome.kind === 'read' ? outcome.drawn : null }
}

const reasonOf = async (content: string | Uint8Array, limits: Partial<Limits> = {}) => {
  const { outcome } = await read(content, limits)
  return outcome.kind === 'unreadable' ? [outcome.problem.code, outcome.problem.row] : outcome.kind
}

const gexf = (inside: string, head = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${head}<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph>${inside}</graph></gexf>`
const two = '<nodes><node id="a" label="Ána"/><node id="b"/></nodes><edges><edge source="a" target="b"/></edges>'

describe('XML that is a trap or broken is refused in words, at its row', () => {
  test('a billion laughs, and any other entity of its own', async () => {
    const lol = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('\n')
    const laughs = `<!DOCTYPE gexf [\n<!ENTITY l0 "lol">\n${lol}\n]>\n`
    expect(await reasonOf(gexf('<nodes><node id="&l9;"/></nodes>', laughs))).toEqual(['xml-declares', 13])
    const outside = '<!DOCTYPE gexf [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'
    expect(await reasonOf(gexf('<nodes><node id="&x;"/></nodes>', outside))).toEqual(['xml-declares', 2])
  })

  test('an entity that nobody declared', async () => {
    expect(await reasonOf(gexf('<nodes><node id="&nbsp;"/></nodes>'))).toEqual(['xml-broken', 2])
  })

  test('elements that never close, or close another', async () => {
    expect(await reasonOf('<gexf><graph><nodes><node id="a"/>')).toEqual(['xml-broken', 1])
    expect(await reasonOf('<gexf><graph></nodes></gexf>')).toEqual(['xml-broken', 1])
  })

  test('elements inside one another without end', async () => {
    expect(await reasonOf(`<gexf>${'<node id="x">'.repeat(100_000)}`)).toEqual(['too-deep', 1])
  })

  test('more of it than allowed, and text in an encoding that it does not name', async () => {
    expect((await reasonOf(gexf(two), { xmlLength: 50 }))[0]).toBe('xml-too-long')
    expect(await reasonOf(Buffer.from(gexf(two), 'latin1'))).toEqual(['not-utf8', 2])
  })

  test('a plain document type, as GraphML sometimes has one, is no trap; nothing is fetched for it', async () => {
    const type = '<!DOCTYPE gexf SYSTEM "http://example.org/gexf.dtd">\n'
    expect((await read(gexf(two, type))).drawn?.people).toHaveLength(2)
  })

  test('an encoding that the file names is followed', async () => {
    const bytes = Buffer.from(gexf(two).replace('UTF-8', 'ISO-8859-1'), 'latin1')
    expect((await read(bytes)).drawn?.people[0]?.name).toBe('Ána')
  })
})

describe('GEXF', () => {
  test('of 1.2 and 1.3 gives people, ties with direction, weight and kind, and attributes by their titles', async () => {
    const attributes =
      '<attributes class="node"><attribute id="0" title="Age" type="integer"><default>40</default></attribute></attributes>'
    const nodes =
      '<nodes><node id="a" label="Ana"><attvalues><attvalue for="0" value="34"/></attvalues></node><node id="b"/><node id="c"/></nodes>'
    const edges =
      '<edges><edge source="a" target="b" type="directed" weight="4" kind="mentors" start="2020-01-01"/><edge source="b" target="c" type="mutual" weight="1" end="soon"/></edges>'
    const { drawn, outcome, told } = await read(gexf(`${attributes}${nodes}${edges}`))
    expect(drawn?.people.map(({ name }) => name)).toEqual(['Ana', 'b', 'c'])
    expect(drawn?.ties).toMatchObject([
      { from: 'a', to: 'b', mutual: false, strength: 1, kind: 'learns', since: '2020-01-01' },
      { from: 'b', to: 'c', mutual: true, strength: 0.25, kind: 'talks', until: null },
    ])
    expect(told).toEqual(['weight weights-scaled'])
    expect(
      outcome.kind === 'read' && outcome.summary.homeless.map(({ of, field, count }) => [of, field, count]),
    ).toEqual([
      ['people', 'Age', 3],
      ['ties', 'end', 1],
    ])
  })

  test('makes whoever is only named by an edge, takes nodes inside nodes, and tells what belongs to a picture', async () => {
    const nodes =
      '<nodes><node id="a"><viz:color xmlns:viz="x" r="1" g="2" b="3"/><nodes><node id="b"/></nodes></node></nodes>'
    const { drawn, told } = await read(gexf(`${nodes}<edges><edge source="b" target="z"/></edges>`))
    expect(drawn?.people.map(({ id }) => id)).toEqual(['a', 'b', 'z'])
    expect(told).toEqual(['edge 1 person-made', 'viz:color part-left-out'])
  })
})

describe('GraphML', () => {
  const graphml = (inside: string) =>
    `<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="d0" for="node" attr.name="name" attr.type="string"/><key id="d1" for="edge" attr.name="since" attr.type="string"/><key id="x" for="node" attr.name="x" attr.type="double"/>${inside}</graphml>`

  test('gives names from its keys, directions edge by edge, days, and tells places on a picture', async () => {
    const { drawn, told, outcome } = await read(
      graphml(
        '<graph edgedefault="directed"><node id="1"><data key="d0">Ana &lt;3</data><data key="x">0.5</data></node><node id="2"/><edge source="1" target="2"><data key="d1">2021-02-03</data></edge><edge source="2" target="1" directed="false"><data key="d1">long ago</data></edge></graph>',
      ),
      {},
      'n.graphml',
    )
    expect(drawn?.people.map(({ name }) => name)).toEqual(['Ana <3', '2'])
    expect(drawn?.ties.map(({ mutual, since }) => [mutual, since])).toEqual([
      [false, '2021-02-03'],
      [true, null],
    ])
    expect(told).toEqual(['x, y, z, r, g, b, a part-left-out'])
    expect(outcome.kind === 'read' && outcome.summary.homeless.map(({ field, example }) => [field, example])).toEqual([
      ['since', 'long ago'],
    ])
  })
})

describe('graphology', () => {
  test('JSON and a project of Gephi Lite give the same network; what pretends to be a function stays a text', async () => {
    const nodes = [
      { key: 'a', attributes: { label: 'Ana', code: '<<SERIALIZED_FUNCTION>>() => process.exit(1)' } },
      { key: 'b' },
    ]
    const edges = [{ key: 'e', source: 'a', target: 'b', undirected: true, attributes: { weight: 0.5 } }]
    const plain = await read(JSON.stringify({ nodes, edges }), {}, 'g.json')
    const project = {
      type: 'gephi-lite',
      version: '1.0.0',
      graphDataset: {
        nodeData: { a: nodes[0]!.attributes, b: {} },
        edgeData: { e: edges[0]!.attributes },
        metadata: { title: 'Tide' },
        fullGraph: { nodes: [{ key: 'a' }, { key: 'b' }], edges: [{ ...edges[0], attributes: {} }] },
      },
    }
    const lite = await read(JSON.stringify(project), {}, 'g.json')
    expect(plain.drawn?.people.map(({ name }) => name)).toEqual(['Ana', 'b'])
    expect(plain.drawn?.ties).toMatchObject([{ from: 'a', to: 'b', mutual: true, strength: 0.5 }])
    expect([lite.drawn?.people, lite.drawn?.ties]).toEqual([plain.drawn?.people, plain.drawn?.ties])
    expect(lite.drawn?.about.name).toBe('Tide')
  })
})
