import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Opportunity } from '@ecotone/engine/opportunities/opportunity.ts'
import { afterAll, expect, test } from 'vitest'
import { systemClock } from '../app/platform/clock.ts'
import { exportLandscape } from '../app/workbench/landscape/export-landscape.ts'
import { writeFolder } from '../app/workbench/landscape/formats/write-folder.ts'
import { zipFolder } from '../app/workbench/landscape/formats/zip-folder.ts'
import { importLandscape } from '../app/workbench/landscape/import-landscape.ts'
import { drawnIds, findLandscape } from '../app/workbench/landscape/landscape.ts'
import { askForOpportunities } from '../app/workbench/opportunities/ask-for-opportunities.ts'
import { newestReading } from '../app/workbench/opportunities/opportunities.ts'
import { runCommand } from '../cli/main.ts'
import { arrabidaCoast } from '../db/seeds/arrabida-coast.ts'
import { runningProgram } from './support/running-program.ts'

const program = await runningProgram()
const folder = await mkdtemp(join(tmpdir(), 'ecotone-same-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What both must say alike; people are compared apart, since a reading keeps them under other ids. */
const said = ({ key, kind, between, facts, effect, comparators, profile, order, missing, doubts }: Opportunity) => {
  const impersonal = facts.filter((fact) => fact.kind !== 'way-in')
  return { key, kind, between, facts: impersonal, effect, comparators, profile, order, missing, doubts }
}

test('the page and the command line find the same opportunities in the same landscape, to the last digit', {
  timeout: 120_000,
}, async () => {
  const who = await program.letIn('convener@example.org')
  const drawn = arrabidaCoast({ day: systemClock.now().toISOString().slice(0, 10) })
  const brought = await importLandscape(program.db, systemClock, who, { drawn })
  if (brought.kind !== 'imported') throw new Error(brought.kind)
  await askForOpportunities(program.db, systemClock, who, { landscape: brought.slug, seed: 11 })
  const reading = () =>
    program.db.as({ kind: 'person', id: who.id }, async (tx) => {
      const landscape = (await findLandscape(tx, brought.slug))!
      return { snapshot: await newestReading(tx, landscape), ids: await drawnIds(tx, landscape) }
    })
  let read = await reading()
  for (let waited = 0; waited < 200 && !read.snapshot; waited++) {
    await new Promise((resolve) => setTimeout(resolve, 300))
    read = await reading()
  }
  const onPage = read.snapshot!.result!.spotted.opportunities

  const exported = await exportLandscape(program.db, who, brought.slug)
  if (exported.kind !== 'exported') throw new Error(exported.kind)
  const zip = join(folder, 'coast.zip')
  await writeFile(zip, await zipFolder(writeFolder(exported.drawn)))
  let answer = ''
  const terminal = { answer: (text: string) => void (answer += text), aside: () => {}, watched: false }
  const code = await runCommand(['spot', zip, '--seed', '11', '--json', '--as-of', read.snapshot!.asOf], terminal)
  expect(code).toBe(0)
  const inTerminal = (JSON.parse(answer) as { opportunities: Opportunity[] }).opportunities

  expect(onPage.map(said)).toEqual(inTerminal.map(said))
  const invited = (one: Opportunity, name: (id: string) => string) =>
    one.invitees.map(({ person }) => name(person)).sort()
  expect(onPage.map((one) => invited(one, (id) => read.ids.externalOf.get(id) ?? id))).toEqual(
    inTerminal.map((one) => invited(one, (id) => id)),
  )
  expect(program.failures).toEqual([])
})
