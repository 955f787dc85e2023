/** Numbers that come out largest value first; the lower number comes first between equals. */
export interface LargestFirst {
  count(): number
  /** the number that comes next */
  first(): number
  take(): number
  /** puts one back that was taken out, at the value it has now */
  put(item: number): void
  isBefore(one: number, other: number): boolean
}

/**
 * A heap over all numbers of `values`. A value may be changed while its number is out. Cost O(values) to make, O(log values) for each step.
 *
 * @param values read at every step, never written
 */
export function largestFirst(values: Float64Array): LargestFirst {
  const heap = Uint32Array.from(values, (_, item) => item)
  let count = heap.length
  const isBefore = (one: number, other: number) =>
    values[one]! > values[other]! || (values[one] === values[other] && one < other)
  const sink = (item: number, at: number) => {
    for (;;) {
      let child = 2 * at + 1
      if (child + 1 < count && isBefore(heap[child + 1]!, heap[child]!)) child++
      if (child >= count || !isBefore(heap[child]!, item)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = item
  }
  for (let at = (count >> 1) - 1; at >= 0; at--) sink(heap[at]!, at)
  return {
    count: () => count,
    first: () => heap[0]!,
    isBefore,
    take: () => {
      const first = heap[0]!
      count--
      if (count > 0) sink(heap[count]!, 0)
      return first
    },
    put: (item) => {
      let at = count++
      while (at > 0 && isBefore(item, heap[(at - 1) >> 1]!)) {
        heap[at] = heap[(at - 1) >> 1]!
        at = (at - 1) >> 1
      }
      heap[at] = item
    },
  }
}

/**
 * Sum of the `count` largest values, added from the smallest of them up. Cost O(values), and more only where values rise all along.
 */
export function sumOfLargest(values: Float64Array, count: number, from = 0): number {
  const most = Math.min(count, values.length - from)
  if (most <= 0) return 0
  // ascending; the smallest kept stands first
  const kept = values.slice(from, from + most).sort()
  for (let k = from + most; k < values.length; k++) {
    const value = values[k]!
    if (value <= kept[0]!) continue
    let at = 1
    while (at < most && kept[at]! < value) {
      kept[at - 1] = kept[at]!
      at++
    }
    kept[at - 1] = value
  }
  let sum = 0
  for (const value of kept) sum += value
  return sum
}
