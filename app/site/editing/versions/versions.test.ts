import { describe, expect, test } from 'vitest'
import type { Caller } from '../../../../test/security/whole-program.ts'
import { siteWithEditors } from '../editors.fixture.ts'

const { owner, bugs, ana, rui, begin, inForm, roundOf, idOf, found, write } = await siteWithEditors()

describe('versions', () => {
  test('are kept with a note, never twice the same, compared, and gone back to', async () => {
    const path = await begin('Versions')
    const keep = async (words: string, note = '') =>
      ana.send(`${path}/versions`, { round: await roundOf(path), title: 'Versions', summary: '', words, note })
    expect((await keep('The tide is high.', 'First')).location).toBe(`${path}?done=kept`)
    expect((await keep('The tide is high.')).location).toBe(`${path}?done=same`)
    await keep('The tide was low.', 'Second')
    const list = (await ana.see(`${path}/versions`)).text
    for (const said of ['Version 1', 'Version 2', 'First', 'Second', 'by Ana']) expect(list).toContain(said)
    expect(list).not.toContain('Version 3')
    const compared = (await ana.see(`${path}/versions/compare?from=1&to=2`)).text
    expect(compared).toMatch(/<del><span class="sr">Taken out: <\/span>is high<\/del>/)
    expect(compared).toMatch(/<ins><span class="sr">Added: <\/span>was low<\/ins>/)
    await write(path, 'Half a thought', 'Versions')
    expect((await ana.send(`${path}/versions/1/restoring`, {})).location).toBe(`${path}?done=restored`)
    expect((await ana.see(path)).text).toContain('The tide is high.')
    expect((await ana.see(`${path}/preview?version=3`)).text).toContain('Half a thought')
  })

  test('that were never kept are not there', async () => {
    const path = await begin('No such')
    for (const number of ['9', '0', '-1', '1e3', 'x'])
      expect((await ana.see(`${path}/versions/compare?from=${number}&to=draft`)).status).toBe(404)
    expect((await ana.send(`${path}/versions/9/restoring`, {})).status).toBe(404)
  })
})

describe('two editors', () => {
  test('are told of each other', async () => {
    const path = await begin('Together')
    await rui.see(path)
    expect((await ana.see(path)).text).toMatch(/Rui has this open since/)
    expect((await rui.see(path)).text).toMatch(/Ana has this open since/)
  })

  test('who write at the same time lose nothing: both are kept, and the second is shown in what they differ', async () => {
    const path = await begin('At once')
    const round = await roundOf(path)
    const from = (who: Caller, words: string) => who.send(`${path}/draft`, { round, title: 'At once', words })
    expect((await from(rui, 'The words of Rui.')).status).toBe(303)
    const second = await from(ana, 'The words of Ana.')
    expect(second.status).toBe(409)
    expect(second.text).toContain('Rui saved while you were writing')
    expect(second.text).toMatch(/<del>.*Rui<\/del>/)
    expect(second.text).toMatch(/<ins>.*Ana<\/ins>/)
    // what the other has can be taken over as it was written
    expect(second.text).toMatch(/<textarea[^>]*readonly[^>]*>\s*The words of Rui\.<\/textarea>/)
    const { rows } = await owner.query(
      'select words, kept_by from writing_version where writing_id = $1 order by number',
      [idOf(path)],
    )
    expect(rows).toEqual([
      { words: 'The words of Rui.', kept_by: rui.id },
      { words: 'The words of Ana.', kept_by: ana.id },
    ])
    const both = { round: inForm(second.text, 'round'), title: 'At once', words: 'The words of both.' }
    expect((await ana.send(`${path}/draft`, both)).status).toBe(303)
    expect((await ana.see(path)).text).toContain('The words of both.')
  })

  test('do not show what the other saved unread', async () => {
    const path = await begin('Unread')
    const round = await roundOf(path)
    await write(path, 'Something else.', 'Unread', rui)
    expect((await ana.send(`${path}/showing`, { round, how: 'now' })).status).toBe(409)
    expect(await found('unread')).toEqual({ kind: 'none' })
  })

  test('a script that saves is told the new round, who else is here, and of a conflict', async () => {
    const path = await begin('By script')
    const round = await roundOf(path)
    const headers = { origin: 'http://ecotone.test', 'sec-fetch-site': 'same-origin', accept: 'application/json' }
    const save = (who: Caller, words: string) =>
      who.send(`${path}/draft`, { round, title: 'By script', words }, headers)
    expect(JSON.parse((await save(rui, 'a')).text)).toMatchObject({ round: Number(round) + 1, others: ['Ana'] })
    const second = await save(ana, 'b')
    expect([second.status, JSON.parse(second.text)]).toEqual([409, { kind: 'conflict' }])
  })
})

test('no request met a bug on the way', () => {
  expect(bugs).toEqual([])
})
