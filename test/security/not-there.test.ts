import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { teamRoles } from '../../app/workbench/landscape/landscape-policy.ts'
import { testDatabase } from '../support/database.ts'

/**
 * Rules about things that the program does not have. Each test fails on the day when such a thing comes: then the rule is built with it,
 * and gets a test of its own.
 */
const { owner } = await testDatabase()

async function named(pattern: string): Promise<string[]> {
  const { rows } = await owner.query(
    `select table_name || '.' || column_name as name from information_schema.columns
     where table_schema = 'public' and (table_name ~ $1 or column_name ~ $1)`,
    [pattern],
  )
  return rows.map(({ name }) => name)
}

test('E5: no column keeps a trait that was inferred, nor a group that was found, of a person', async () => {
  expect(await named('infer|guess|predict|cluster|opinion|communit(y|ies)_of|trait')).toEqual([])
})

test('E8: nobody is on a team as employer or funder, and no table keeps results about a person', async () => {
  expect([...teamRoles]).toEqual(['steward', 'convener', 'team-member', 'reader'])
  expect(await named('employer|funder|sponsor|score|rank(ing)?$|centrality|betweenness')).toEqual([])
})

test('E13: no table keeps notes of what was said in a space', async () => {
  const { rows } = await owner.query(
    "select table_name from information_schema.columns where table_schema = 'public' and column_name = 'landscape_id'",
  )
  // a space lies in a landscape; the site keeps notes of its own, beside texts that anybody reads
  const ofLandscapes = new Set(rows.map(({ table_name }) => table_name as string))
  const notes = await named('(^|_)(note|notes|minutes|transcript|recording)s?(_|$)')
  expect(ofLandscapes.size).toBeGreaterThan(20)
  expect(notes.filter((name) => ofLandscapes.has(name.split('.')[0]!))).toEqual([])
})

test('E21: no table keeps reports that could go to funders before those mapped', async () => {
  expect(await named('(^|_)(report|reports|finding|findings)(_|$)')).toEqual([])
})

test('E22: no table keeps stories of people, and no package writes text', async () => {
  expect(await named('(^|_)(story|stories)(_|$)')).toEqual([])
  const { dependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    dependencies: Record<string, string>
  }
  const writers = Object.keys(dependencies).filter((name) =>
    /openai|anthropic|llm|llama|transformers|langchain|gpt|mistral/.test(name),
  )
  expect(writers).toEqual([])
})
