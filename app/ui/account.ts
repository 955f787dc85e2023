import type { Context } from 'hono'

/** What the shell shows of the person who is signed in. */
export interface Account {
  name: string
  href: string
}

const account = 'ecotone.account'

/** Tells the shell who is signed in; called once per request by whoever knows. */
export function showAccount(c: Context, value: Account): void {
  c.set(account, value)
}

export function accountOf(c: Context): Account | undefined {
  return c.get(account) as Account | undefined
}
