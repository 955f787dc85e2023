/** What the server made of a move, and the sign of where everything lies afterwards. */
export type PutOutcome =
  | { kind: 'moved'; sign: string; clamped: boolean; places: string }
  | { kind: 'let-go' | 'moved-meanwhile' | 'removed-meanwhile' | 'lost'; places: string | null }

/** Puts a hill on a spot; refused when somebody else moved it since this page was made. */
export function putHill(address: string, wish: { to: { x: number; y: number }; based: string }): Promise<PutOutcome> {
  return asked(address, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(wish) })
}

/** Lets a hill go back to where the map had put it. */
export function letHillGo(address: string, based: string): Promise<PutOutcome> {
  return asked(`${address}?${new URLSearchParams({ based })}`, { method: 'DELETE' })
}

async function asked(address: string, how: RequestInit): Promise<PutOutcome> {
  const answer = await fetch(address, how).catch(() => null)
  if (answer?.ok) return (await answer.json()) as PutOutcome
  const said = answer ? await answer.text().catch(() => '') : ''
  const reason = (['moved-meanwhile', 'removed-meanwhile'] as const).find((one) => said.includes(one))
  return { kind: reason ?? 'lost', places: null }
}
