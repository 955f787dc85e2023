import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { languageOf } from '../../../platform/http/request.ts'
import { Icon } from '../../../ui/icon.tsx'
import { type PageOptions, page } from '../../../ui/page.tsx'
import { pathIn, type Visit, workbenchPage } from '../../visit.tsx'
import type { Basis } from '../drawn-landscape.ts'
import { sketchWords } from './sketch-words.ts'

/** One screen of the first sketch: which step it is, that nobody else sees it, and a way to leave and come back. */
export function StepFrame({
  c,
  n,
  title,
  lead,
  landscape,
  children,
}: {
  c: Context
  n: number
  title: string
  lead?: Child
  /** the landscape being drawn, once there is one: only an own sketch is seen by its author alone */
  landscape?: { basis: Basis }
  children: Child
}) {
  const say = sketchWords(languageOf(c))
  return (
    <div class="stack step">
      <p class="caption muted">{say('step', { n })}</p>
      <h1>{title}</h1>
      {lead && <p class="lead">{lead}</p>}
      {children}
      {(!landscape || landscape.basis === 'own-sketch') && (
        <p class="caption muted only-you">
          <Icon name="eye-off" size={16} /> {say('only_you')}
        </p>
      )}
    </div>
  )
}

/** A step before there is a landscape to be in. */
export function stepPage(c: Context, options: PageOptions, body: Child): Response | Promise<Response> {
  return page(c, { ...options, styles: ['sketch.css', 'templates.css'], reads: 'sketch' }, body)
}

/** A step inside the landscape that is being sketched. */
export function stepInside(c: Context, visit: Visit, options: PageOptions, body: Child): Promise<Response> {
  return workbenchPage(c, visit, 'landscape', { ...options, styles: ['sketch.css'], reads: 'sketch' }, body)
}

/** Leaves the sketch for now; everything said so far is kept. */
export function LaterLink({ c, visit }: { c: Context; visit: Visit }) {
  return (
    <a class="button button-quiet" href={pathIn(visit.landscape)}>
      {sketchWords(languageOf(c))('later')}
    </a>
  )
}
