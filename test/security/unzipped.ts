import { inflateRawSync, inflateSync } from 'node:zlib'

/** What bytes say, as text: of an archive its files one after the other, of a PDF what is painted; everything else as it is. */
export function asText(bytes: Uint8Array): string {
  const all = Buffer.from(bytes)
  if (all.subarray(0, 2).toString('latin1') === 'PK') return unzipped(all)
  return all.subarray(0, 5).toString('latin1') === '%PDF-' ? painted(all) : all.toString('utf8')
}

/** The packed streams of a PDF, opened; what is not packed says when it was made. */
function painted(pdf: Buffer): string {
  const streams: string[] = []
  for (let at = pdf.indexOf('stream\n', 0, 'latin1'); at >= 0; at = pdf.indexOf('stream\n', at + 7, 'latin1')) {
    try {
      streams.push(inflateSync(pdf.subarray(at + 7)).toString('latin1'))
    } catch {
      // the end of one, or one that is not packed
    }
  }
  return `%PDF-\n${streams.join('\n')}`
}

function unzipped(archive: Buffer): string {
  const files: string[] = []
  for (
    let at = archive.indexOf('PK\x01\x02', 0, 'latin1');
    at >= 0;
    at = archive.indexOf('PK\x01\x02', at + 4, 'latin1')
  ) {
    const [method, size, local] = [
      archive.readUInt16LE(at + 10),
      archive.readUInt32LE(at + 20),
      archive.readUInt32LE(at + 42),
    ]
    const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    const content = archive.subarray(from, from + size)
    files.push((method === 0 ? content : inflateRawSync(content)).toString('utf8'))
  }
  return files.join('\n')
}
