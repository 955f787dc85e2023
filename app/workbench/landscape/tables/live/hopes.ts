/** Waits that can be cut short, because there is reason to hope: the line is back, or somebody asks to try again. */
export class Hopes {
  readonly #waiting = new Set<() => void>()

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer)
        this.#waiting.delete(go)
        resolve()
      }
      const timer = setTimeout(go, ms)
      this.#waiting.add(go)
    })
  }

  awaken(): void {
    for (const go of this.#waiting) go()
  }
}
