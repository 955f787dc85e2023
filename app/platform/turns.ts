/**
 * Lets at most so many works of one kind run at the same time for each key; whoever comes beyond waits in line. So one who asks for much at
 * once keeps themselves waiting, and nobody else. Do not begin such a work inside another of the same key: the inner one might wait for the
 * outer.
 */
export function turns(most: number): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const lines = new Map<string, { running: number; waiting: (() => void)[] }>()

  return async (key, work) => {
    const line = lines.get(key) ?? { running: 0, waiting: [] }
    lines.set(key, line)
    if (line.running < most) line.running += 1
    // whoever is done hands their place on, so the number that run stays the same
    else await new Promise<void>((begin) => line.waiting.push(begin))
    try {
      return await work()
    } finally {
      const next = line.waiting.shift()
      if (next) next()
      else {
        line.running -= 1
        if (line.running === 0) lines.delete(key)
      }
    }
  }
}
