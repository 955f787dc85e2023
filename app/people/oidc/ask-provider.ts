const seconds = 8
const mostBytes = 512 * 1024

/** The provider could not be reached, or said what cannot be believed. The message is for the log: it holds nothing of anybody. */
export class ProviderTrouble extends Error {}

/**
 * Asks the provider for something it answers as JSON, and is the one place of the server that asks another over the web. Goes where
 * whoever runs the instance said and nowhere else: no redirect is followed. Takes a few seconds and half a megabyte at the most.
 */
export async function askProvider(
  address: string,
  form?: { fields: Record<string, string>; authorization?: string },
): Promise<Record<string, unknown>> {
  const where = new URL(address)
  const place = `${where.origin}${where.pathname}`
  let answer: Response
  let text: string
  try {
    answer = await fetch(where, {
      method: form ? 'POST' : 'GET',
      headers: { accept: 'application/json', ...(form?.authorization && { authorization: form.authorization }) },
      ...(form && { body: new URLSearchParams(form.fields) }),
      redirect: 'error',
      signal: AbortSignal.timeout(seconds * 1000),
    })
    text = await readAtMost(answer, mostBytes)
  } catch (error) {
    throw new ProviderTrouble(`${place} could not be asked: ${reasonOf(error)}.`)
  }
  if (!answer.ok) throw new ProviderTrouble(`${place} answered ${answer.status}.`)
  return readObject(text, place)
}

async function readAtMost(answer: Response, most: number): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body ?? []) {
    size += part.byteLength
    if (size > most) throw new Error(`more than ${most} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function readObject(text: string, place: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(text)
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read as Record<string, unknown>
  } catch {
    // said below: what it sent stays out of the log
  }
  throw new ProviderTrouble(`${place} answered something else than a JSON object.`)
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error
  return cause instanceof Error ? `${message} (${cause.message})` : message
}
