import { wholeProgram } from '../../../test/security/whole-program.ts'
import { systemClock } from '../../platform/clock.ts'
import { anEvent } from './events.fixture.ts'
import { addEvent } from './keep-event.ts'

/** The whole program with a tide walk in three days, an editor and a reader. Ask for it once, at the top of the file. */
export async function calendarProgram() {
  const { db, newcomer, nobody, bugs, owner } = await wholeProgram()
  const editor = await newcomer('editor@example.org', 'Editor')
  const reader = await newcomer('reader@example.org', 'Reader')
  const asEditor = { kind: 'person', id: editor.id! } as const
  const today = systemClock.now().toISOString().slice(0, 10)
  const dayIn = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10)
  const add = (more: Parameters<typeof anEvent>[0]) => db.as(asEditor, (tx) => addEvent(tx, systemClock, anEvent(more)))

  const walk = await add({ title: 'Tide walk', starts: `${dayIn(3)}T18:30`, ends: `${dayIn(3)}T20:00`, zone: 'UTC' })
  return { db, owner, bugs, nobody, editor, reader, asEditor, dayIn, add, walk }
}
