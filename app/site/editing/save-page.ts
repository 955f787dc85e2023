import type { Context } from 'hono'
import { readForm, type Sent, textOf } from '../../platform/http/body.ts'
import { once } from '../../platform/http/idempotency.ts'
import { conflictPage } from './conflict-page.tsx'
import { blocksToPut } from './desk/blocks-to-put.ts'
import { type EditingOne, pathOf } from './editing.ts'
import type { Written } from './editing-queries.ts'
import { editingWords } from './editing-words.ts'
import { longest } from './longest.ts'
import { noteOpen, openElsewhere } from './open-queries.ts'
import { keepVersion, saveWriting } from './save-writing.ts'
import { writingPage } from './writing-page.tsx'

/** Reads what is written from a form. The words keep their blanks: an indented line means something. */
function readWritten(sent: Sent): Written & { round: number } {
  const [words = ''] = [sent['words'] ?? ''].flat()
  return {
    title: textOf(sent, 'title'),
    summary: textOf(sent, 'summary'),
    words,
    round: Number(textOf(sent, 'round')) || 0,
  }
}

/** Where one goes on after saving. */
const onward = ['preview', 'showing', 'details', 'versions'] as const

/** `POST /writing/:writing/draft`: saves what was typed. A script that asks for JSON is told the new round, and who else is here. */
export async function saveDraftPage(c: Context, editing: EditingOne): Promise<Response> {
  const { tx, clock, writing } = editing
  const sent = await readForm(c)
  const { round, ...typed } = readWritten(sent)
  const signs = await signsOfBlock(editing, sent)
  const written = signs ? { ...typed, words: `${typed.words.trimEnd()}\n\n${signs}\n` } : typed
  const byScript = c.req.header('accept')?.includes('application/json') ?? false
  const problems = problemsIn(editing, written)
  if (problems) return byScript ? c.json({ kind: 'refused', problems }, 422) : again(c, editing, sent, problems)
  const saved = await saveWriting(tx, clock, writing, { written, round })
  if (byScript) {
    await noteOpen(tx, writing.id, clock.now())
    const others = await openElsewhere(tx, writing.id, clock.now())
    if (saved.kind === 'conflict') return c.json({ kind: 'conflict' }, 409)
    return c.json({ kind: 'saved', round: saved.round, at: clock.now(), others: others.map(({ name }) => name) })
  }
  if (saved.kind === 'conflict') return conflictPage(c, editing, written)
  if (signs) return c.redirect(`${pathOf(writing)}?done=put#f-words`, 303)
  const then = onward.find((one) => one === textOf(sent, 'then'))
  return c.redirect(then ? pathOf(writing, then) : `${pathOf(writing)}?done=saved`, 303)
}

/** `POST /writing/:writing/versions`: keeps what was typed as a version, with a note on what changed. */
export async function keepPage(c: Context, editing: EditingOne): Promise<Response> {
  const { tx, clock, person, writing } = editing
  const sent = await readForm(c)
  const { round, ...written } = readWritten(sent)
  const note = textOf(sent, 'note') || null
  const problems = problemsIn(editing, written, note)
  if (problems) return again(c, editing, sent, problems)
  let refused: Response | null = null
  const { location } = await once(tx, textOf(sent, 'form_key'), person.id, async () => {
    const kept = await keepVersion(tx, clock, writing, { written, round, note })
    if (kept.kind === 'conflict') refused = await conflictPage(c, editing, written)
    if (kept.kind === 'no-title')
      refused = await again(c, editing, sent, { title: editingWords(editing.language)('title_problem') })
    return `${pathOf(writing)}?done=${kept.kind === 'kept' && !kept.isNew ? 'same' : 'kept'}`
  })
  return refused ?? c.redirect(location, 303)
}

/** What was chosen beside the Markdown, to stand at the end of the words; null where nothing was, or it is not there any more. */
async function signsOfBlock(editing: EditingOne, sent: Sent): Promise<string | null> {
  if (textOf(sent, 'then') !== 'block') return null
  const { maps, events, kinds } = await blocksToPut(editing)
  return [...maps, ...events, ...kinds].find(({ to }) => to === textOf(sent, 'block'))?.signs ?? null
}

function problemsIn({ language }: EditingOne, written: Written, note: string | null = null) {
  const say = editingWords(language)
  const texts = { ...written, note: note ?? '' }
  const tooLong = (Object.keys(longest) as (keyof typeof longest)[]).filter((one) => texts[one].length > longest[one])
  if (tooLong.length === 0) return null
  const problem = (one: keyof typeof longest) => say('too_long', { n: texts[one].length, most: longest[one] })
  return Object.fromEntries(tooLong.map((one) => [one, problem(one)]))
}

function again(c: Context, editing: EditingOne, sent: Sent, problems: Record<string, string>): Promise<Response> {
  return writingPage(c, editing, { language: editing.language, typed: sent, problems })
}
