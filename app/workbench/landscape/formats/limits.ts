/** How much one reading may take in. Generous for any landscape a team draws; a refusal names the limit it met. */
export interface Limits {
  /** bytes of a .zip as it arrives */
  zipBytes: number
  /** bytes of everything inside it, unpacked */
  unpackedBytes: number
  /** files inside a .zip */
  zipEntries: number
  /** unpacked bytes per packed byte: ordinary spreadsheets stay under 30, a zip bomb is in the thousands */
  zipRatio: number
  /** rows of one table, the header not counted */
  rows: number
  columns: number
  /** characters of one cell */
  cell: number
  /** characters of one name */
  name: number
  /** characters of one id */
  id: number
  /** bytes of one JSON file, which has to be held in memory as a whole */
  jsonBytes: number
  /** lists, objects or XML elements inside one another */
  jsonDepth: number
  /** characters of one XML file, which is read as a stream */
  xmlLength: number
}

export const usualLimits: Limits = {
  zipBytes: 128 * 2 ** 20,
  unpackedBytes: 512 * 2 ** 20,
  zipEntries: 1000,
  zipRatio: 200,
  rows: 1_000_000,
  columns: 200,
  cell: 10_000,
  name: 300,
  id: 200,
  jsonBytes: 64 * 2 ** 20,
  jsonDepth: 64,
  xmlLength: 512 * 2 ** 20,
}
