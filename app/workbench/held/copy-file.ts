import type { Handler } from 'hono'
import { keepAudit } from '../../people/audit/audit.ts'
import { notFound } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import { writeMoment } from '../../platform/i18n/numbers.ts'
import { writeCsv } from '../landscape/formats/write-csv.ts'
import { zipFolder } from '../landscape/formats/zip-folder.ts'
import type { Place } from '../visit.tsx'
import {
  type HeldAboutMe,
  heldAboutMe,
  type LetterToMe,
  type LooksAtMe,
  lettersToMe,
  looksAtMe,
} from './held-queries.ts'
import { heldVisiting } from './held-visit.ts'
import { heldWords } from './held-words.ts'

/** `GET /held/of/:slug/copy`: the same as the page in one archive, as JSON and as tables, with a page that says what is what. */
export function copyHandler(place: Place): Handler {
  return heldVisiting(place, async (c, { tx, landscape, personId }) => {
    const held = await heldAboutMe(tx, landscape.id)
    if (!held) throw notFound()
    const looks = await looksAtMe(tx, landscape.id)
    const letters = await lettersToMe(tx, landscape.id)
    const say = heldWords(languageOf(c))
    const when = writeMoment(say.language, place.clock.now())
    const files = filesOf(held, { looks, letters })
    const readMe = [`${say('title')}: ${landscape.name}`, when, '', say('copy_lead'), '', ...describe(files)].join('\n')
    await keepAudit(tx, { what: 'taken-away', landscapeId: landscape.id, aboutId: personId })
    const archive = await zipFolder(new Map([['README.txt', `${readMe}\n`], ...files]))
    return c.body(new Uint8Array(archive), 200, {
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="${landscape.slug}-about-me.zip"`,
      'Cache-Control': 'no-store',
    })

    function describe(all: ReadonlyMap<string, string>): string[] {
      return [...all.keys()].map((name) => `${name}: ${say(`copy_${name.split('.')[0] as PartName}`)}`)
    }
  })
}

type Cell = string | number | boolean | null
type Part = readonly object[]
type PartName =
  | 'about-me'
  | 'me'
  | 'labels'
  | 'groups'
  | 'sides'
  | 'ties'
  | 'concerns'
  | 'answers'
  | 'standing'
  | 'claims'
  | 'words'
  | 'seats'
  | 'fields'
  | 'consents'
  | 'links'
  | 'looks'
  | 'letters'

interface Beside {
  looks: readonly LooksAtMe[]
  letters: readonly LetterToMe[]
}

/** One JSON file with everything, and a table for each part that has something in it. */
function filesOf(held: HeldAboutMe, beside: Beside): Map<string, string> {
  const { about: _, me, labels, fields, ...lists } = held
  const tables: Partial<Record<PartName, Part>> = {
    me: [{ ...me }],
    labels: labels.map((label) => ({ label })),
    ...lists,
    fields: fields.flatMap((one) => Object.entries(one.fields).map(([name, value]) => ({ id: one.id, name, value }))),
    looks: beside.looks.map((look) => ({ ...look })),
    letters: beside.letters.map((letter) => ({ ...letter })),
  }
  const filled = Object.entries(tables).filter(([, rows]) => rows.length > 0)
  return new Map([
    ['about-me.json', `${JSON.stringify({ ...held, ...beside }, null, 2)}\n`],
    ...filled.map(([name, rows]): [string, string] => [`${name}.csv`, tableOf(rows)]),
  ])
}

/** Rows of one kind: each has the same columns, in the same order. */
function tableOf(rows: Part): string {
  return writeCsv(
    Object.keys(rows[0]!),
    rows.map((row) => Object.values(row) as Cell[]),
  )
}
