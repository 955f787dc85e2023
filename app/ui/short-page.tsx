import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { type PageOptions, page } from './page.tsx'

interface Said {
  title: string
  lead: Child
  status?: PageOptions['status']
}

/** A page that says one thing: its title, a sentence, and what there is to do now, if anything. */
export function shortPage(c: Context, { title, lead, status = 200 }: Said, more: Child = null): Promise<Response> {
  return page(
    c,
    { title, width: 'narrow', status },
    <>
      <h1>{title}</h1>
      <p class="lead">{lead}</p>
      {more}
    </>,
  )
}
