export type Column = Uint8Array | Uint16Array | Uint32Array
type ColumnKind = Uint8ArrayConstructor | Uint16ArrayConstructor | Uint32ArrayConstructor
/** Which columns there are, in the order in which they stand. */
export type Columns = Readonly<Record<string, ColumnKind>>
/** The columns of such a list, by name. */
export type Filled<Order extends Columns> = { [Name in keyof Order]: InstanceType<Order[Name]> }

/** "ECOM": so that a page of words is not taken for a map. */
const MARK = 0x4d4f_4345

/**
 * JSON and columns as one run of bytes, little-endian: mark, length of the JSON, length of each column in entries, the JSON, the columns.
 * Everything begins on a multiple of four.
 */
export function packed<Order extends Columns>(
  head: object,
  columns: Readonly<Record<string, Column>>,
  order: Order,
): ArrayBuffer {
  const words = new TextEncoder().encode(JSON.stringify(head))
  const all = Object.keys(order).map((name) => columns[name]!)
  const front = 4 * (2 + all.length)
  const size = all.reduce((sum, { byteLength }) => sum + upToFour(byteLength), front + upToFour(words.length))
  const bytes = new ArrayBuffer(size)
  new Uint32Array(bytes, 0, 2 + all.length).set([MARK, words.length, ...all.map(({ length }) => length)])
  new Uint8Array(bytes, front).set(words)
  let at = front + upToFour(words.length)
  for (const column of all) {
    new Uint8Array(bytes, at).set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength))
    at += upToFour(column.byteLength)
  }
  return bytes
}

/**
 * Reads what `packed` wrote with the same order of columns; columns are views, nothing is copied.
 *
 * @throws Error for bytes that are cut off, or something else
 */
export function unpacked<Head, Order extends Columns>(
  bytes: ArrayBuffer,
  order: Order,
): { head: Head; columns: Filled<Order> } {
  const names = Object.keys(order)
  const front = 4 * (2 + names.length)
  if (bytes.byteLength < front) throw new Error('These bytes are no map: they end too soon')
  const numbers = new Uint32Array(bytes, 0, 2 + names.length)
  if (numbers[0] !== MARK) throw new Error('These bytes are no map')
  const length = numbers[1]!
  let at = front + upToFour(length)
  if (at > bytes.byteLength) throw new Error('These bytes are no map: they end too soon')
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, front, length))) as Head
  const columns: Record<string, Column> = {}
  names.forEach((name, nth) => {
    const kind = order[name]!
    const entries = numbers[2 + nth]!
    const size = entries * kind.BYTES_PER_ELEMENT
    if (at + size > bytes.byteLength) throw new Error('These bytes are no map: they end too soon')
    columns[name] = new kind(bytes, at, entries)
    at += upToFour(size)
  })
  return { head, columns: columns as Filled<Order> }
}

function upToFour(bytes: number): number {
  return (bytes + 3) & ~3
}
