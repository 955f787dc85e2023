import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Filled } from '../../ui/form.tsx'
import { page } from '../../ui/page.tsx'
import { BackToAccount } from './back-to-account.tsx'

interface Part {
  title: string
  styles?: string[]
  islands?: string[]
}

/** The page of one thing of an account: the way back to the whole of it, its title, and what there is to do. */
export function accountPart(c: Context, filled: Filled, { title, ...more }: Part, body: Child): Promise<Response> {
  return page(
    c,
    { title, width: 'narrow', status: filled.problems ? 422 : 200, ...more },
    <>
      <BackToAccount language={filled.language} />
      <h1>{title}</h1>
      {body}
    </>,
  )
}
