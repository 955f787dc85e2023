/**
 * Writes the example landscape as a folder of tables, with its licence.
 *
 *     node db/seeds/write-example.ts <folder> [--day 2027-03-01] [--seed 7] [--language en]
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isLanguage, languages } from '../../app/platform/i18n/language.ts'
import { writeFolder } from '../../app/workbench/landscape/formats/write-folder.ts'
import { type ArrabidaCoastOptions, arrabidaCoast } from './arrabida-coast.ts'

/** The day on which the folder in this repository is told. */
export const exampleDay = '2027-03-01'

const readMe = `# Arrábida coast

An example landscape for Ecotone, as a folder of tables. Nobody in it exists: every person, group, organisation and event is
invented; only the places are real. What is in it and how it was made: docs/example.md.

Written by \`node db/seeds/write-example.ts\`. Do not edit the tables by hand: change the script, and write them again.

Licence: CC0 1.0 Universal, see LICENSE.
`

const licence = `Arrábida coast, an invented example landscape

To the extent possible under law, the authors have waived all copyright and related or neighbouring rights to this work, under
the CC0 1.0 Universal Public Domain Dedication. The full text: https://creativecommons.org/publicdomain/zero/1.0/legalcode

SPDX-License-Identifier: CC0-1.0
`

/** Every file of the example's folder by name: the tables, a note on what they are, and the licence. */
export function exampleFolder(options: ArrabidaCoastOptions): Map<string, string> {
  const files = new Map(writeFolder(arrabidaCoast(options)))
  return files.set('README.md', readMe).set('LICENSE', licence)
}

async function main(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      day: { type: 'string', default: exampleDay },
      seed: { type: 'string', default: '7' },
      language: { type: 'string', default: 'en' },
    },
  })
  const [folder] = positionals
  const seed = Number(values.seed)
  if (!folder || positionals.length > 1 || !Number.isSafeInteger(seed) || !isLanguage(values.language)) {
    const choices = languages.join('|')
    console.error(`node db/seeds/write-example.ts <folder> [--day 2027-03-01] [--seed 7] [--language ${choices}]`)
    return 2
  }
  await mkdir(folder, { recursive: true })
  for (const [name, text] of exampleFolder({ day: values.day, seed, language: values.language })) {
    await writeFile(join(folder, name), text)
  }
  console.log(`The Arrábida coast is in ${folder}.`)
  return 0
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2))
