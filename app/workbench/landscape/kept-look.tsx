import type { Look } from './same-look.ts'

/** Messages are said once. */
const left = ['first', 'kept']

/** What the address says already, as hidden fields of a form that is sent by GET; `but` is what the form says itself or makes void. */
export function KeptLook({ url, but }: { url: URL; but: readonly (Look | 'find' | 'page' | 'column')[] }) {
  const dropped: readonly string[] = [...left, ...but]
  return (
    <>
      {[...url.searchParams]
        .filter(([name]) => !dropped.includes(name))
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
    </>
  )
}
