import { expect, test } from 'vitest'
import { accessTable } from './access-table.ts'
import { personId, smallCoast } from './small-coast.ts'
import { wholeProgram } from './whole-program.ts'

const { app, owner, bugs, newcomer, bring, joinTeam } = await wholeProgram()
const steward = await newcomer('steward@example.org', 'Steward')
const convener = await newcomer('convener@example.org', 'Convener')
const stranger = await newcomer('stranger@example.org', 'Stranger')

/** A landscape of which one of everything was taken out, with the addresses that a page from before leads to. */
async function thinned() {
  const landscape = await bring(steward, smallCoast('own-sketch', 'Thinned'))
  await joinTeam(landscape, convener)
  const gone = personId('crews', 0)
  const rowsOf = async (table: string, column = 'id') =>
    (
      await owner.query(`select ${column} as id from ${table} where landscape_id = $1 order by 1 limit 1`, [
        landscape.id,
      ])
    ).rows[0]?.id as string
  const kept = { tie: await rowsOf('tie'), membership: await rowsOf('membership'), side: await rowsOf('side') }
  const also = { standing: await rowsOf('standing'), concern: await rowsOf('concern') }
  const boundary = await rowsOf('boundary', 'external_id')
  const space = await rowsOf('space', 'external_id')
  const root = `/landscapes/${landscape.slug}`
  const sign = async (path: string) => /name="based" value="([^"]*)"/.exec((await steward.see(path)).text)?.[1] ?? ''
  const based: Record<string, string> = {}
  const ids: Record<string, string> = { person: gone, practice: 'crews', boundary, ...kept, ...also }
  for (const [kind, id] of Object.entries(ids)) based[kind] = await sign(`${root}/drawing/${kind}/${id}`)
  for (const table of ['tie', 'membership', 'standing', 'concern', 'side', 'boundary', 'space'])
    await owner.query(`delete from ${table} where landscape_id = $1`, [landscape.id])
  await owner.query('delete from participant where landscape_id = $1 and external_id = $2', [landscape.id, gone])
  await owner.query("delete from practice where landscape_id = $1 and external_id = 'crews'", [landscape.id])
  return { landscape, root, gone, ids, based, boundary, space }
}

const { landscape, root, gone, ids, based, boundary, space } = await thinned()

/** What any of the forms may send, all at once: each reads its own. */
const everything = (kind: string): Record<string, string> => ({
  ...{ name: 'Zqname', words: 'Zqwords', question: 'Zqquestion', why: 'Zqwhy', people: 'a, crews', label: 'x' },
  ...{
    kind: 'network',
    state: 'told',
    stage: 'alive',
    groundRule: 'open',
    with: gone,
    person: gone,
    practice: 'crews',
  },
  ...{ fact: 'tie', from: gone, to: personId('school', 0), says: 'yes', sides: 'a\nb', size: '6', says_: 'yes' },
  ...{ practices: 'crews', [`role.${gone}`]: 'host', [`state.${gone}`]: 'asked', reading: landscape.id },
  based: based[kind] ?? '',
})

/** After this one the convener is on the team no more, and every other form answers that nothing is here. */
const leaving = '/landscapes/:slug/people/team/leaving'

const forms = [
  ...new Set(
    app.routes
      .filter(({ method, path }) => method === 'POST' && path.startsWith('/landscapes/:slug/') && path !== leaving)
      .map(({ path }) => path),
  ),
]

/** Addresses of one form with everything in it that is no longer there. */
function addresses(form: string): { path: string; kind: string }[] {
  const values: Record<string, string> = {
    person: gone,
    practice: 'crews',
    boundary,
    space,
    group: 'crews',
    reading: landscape.id,
    field: landscape.id,
    deed: '1234567890123456',
    key: encodeURIComponent('missing-conversation:crews+school'),
    hill: 'crews',
    view: 'people',
    format: 'gexf',
  }
  const at = (more: Record<string, string>) =>
    form
      .replace('/landscapes/:slug', root)
      .replace(/:(\w+)\??/g, (_, name: string) => ({ ...values, ...more })[name] ?? landscape.id)
  if (!form.includes(':kind')) return [{ path: at({}), kind: '' }]
  return Object.entries(ids).map(([kind, id]) => ({ path: at({ kind, id }), kind }))
}

const cases = forms.flatMap((form) => addresses(form).map(({ path, kind }) => ({ form, path, kind })))

test('there is a case for every form inside a landscape', () => {
  expect(forms.length).toBeGreaterThan(15)
  expect(cases.every(({ path }) => !path.includes(':'))).toBe(true)
})

test.each(cases)('a page from before, used after: $form $kind', async ({ form, path, kind }) => {
  const isForStewards = accessTable[`POST ${form}`]?.who === 'stewards'
  for (const who of isForStewards ? [steward] : [steward, convener]) {
    const answer = await who.send(path, everything(kind))
    expect([200, 303, 409, 422]).toContain(answer.status)
    if (answer.location) {
      const next = await who.see(answer.location.split('#')[0]!)
      expect(next.status, `${path} leads to ${answer.location}`).toBe(200)
    } else {
      expect(answer.text).toContain('<h1>')
      expect(answer.text).toContain(`href="${root}`)
    }
  }
})

test('what somebody wrote on a page whose subject is gone is given back to them, with the way on', async () => {
  const answer = await steward.send(`${root}/spaces/${space}/edit`, everything(''))
  expect(answer.status).toBe(409)
  for (const words of ['no longer here', 'Zqname', 'Zqquestion', 'Zqwhy', `${root}/history`])
    expect(answer.text).toContain(words)
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  const odd = await steward.send(`${root}/spaces/${space}/edit`, { name: '<script>alert(1)</script>' })
  expect(odd.text).not.toContain('<script>alert')
})

test('whoever may not know of the landscape is told nothing by it', async () => {
  const answer = await stranger.send(`${root}/spaces/${space}/edit`, everything(''))
  expect(answer.status).toBe(404)
  expect(answer.text).not.toContain('Thinned')
})

test('no form met a bug', () => {
  expect(bugs).toEqual([])
})
