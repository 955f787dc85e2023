/** The three roles the program works under. None of them owns a table or may pass row-level security by. */
export type Role = 'app' | 'auth' | 'worker'

export const roles = ['app', 'auth', 'worker'] as const satisfies readonly Role[]

/** A database user that may enter one role and do nothing else. */
export interface Login {
  user: string
  password: string
}

/** One for each role, and one that reaches the queue of jobs and no table beside it. */
export type Logins = Record<Role | 'queue', Login>

/** The same database, entered as this login. Given as parameters, since an address without a host takes no user before it. */
export function loginUrl(url: string, { user, password }: Login): string {
  const place = new URL(url)
  place.username = ''
  place.password = ''
  place.searchParams.set('user', user)
  place.searchParams.set('password', password)
  return place.href
}
