import type { Child } from 'hono/jsx'
import { Icon } from '../../../ui/icon.tsx'
import { Message } from '../../../ui/note.tsx'
import { pathIn } from '../../visit.tsx'
import { historyWords } from '../history/history-words.ts'
import type { drawingWords } from './drawing-words.ts'
import type { ThingKind, Values } from './drawn-things.ts'
import { thingPath } from './thing-places.ts'

/** What every link to a form of this landscape needs. */
export interface LinkProps {
  say: ReturnType<typeof drawingWords>
  landscape: { slug: string }
  /** only whoever may draw sees the link */
  may: boolean
  kind: ThingKind
}

/** Leads to the form on which one thing is changed or removed; said with what it is of, for those who hear only links. */
export function ChangeLink({ say, landscape, may, kind, id, of }: LinkProps & { id: string; of: string }) {
  if (!may) return null
  return (
    <>
      {' '}
      <a
        class="caption drawn-change"
        href={thingPath(landscape, kind, id)}
        aria-label={`${say('change', { kind })}: ${of}`}
      >
        {say('change_short')}
      </a>
    </>
  )
}

interface AddProps extends LinkProps {
  said?: Values
  on?: string
  /** where the usual words would say too little */
  label?: string
}

/** Leads to the form on which one more is added; what is known already is filled in. */
export function AddLink({ say, landscape, may, kind, said, on, label }: AddProps) {
  if (!may) return null
  return (
    <p>
      <a href={thingPath(landscape, kind, 'new', said, on ?? null)}>
        <Icon name="plus" size={16} /> {label ?? say('add', { kind })}
      </a>
    </p>
  )
}

/** A part of what is drawn of somebody, with its heading; says so when there is nothing. */
export function Listed({ title, empty, children }: { title: string; empty: string; children: Child[] }) {
  // a list of one arrives as that one
  const items = [children].flat()
  return (
    <section class="stack-small">
      <h2>{title}</h2>
      {items.length > 0 ? <ul class="plain-list drawn-list">{items}</ul> : <p class="muted">{empty}</p>}
    </section>
  )
}

/** Says after a change that it was kept. */
export function KeptMessage({ say, landscape }: { say: LinkProps['say']; landscape: { slug: string } }) {
  return (
    <Message language={say.language} kind="done">
      {say('kept')} <a href={pathIn(landscape, 'history')}>{historyWords(say.language)('title')}</a>
    </Message>
  )
}
