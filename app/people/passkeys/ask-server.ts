/** Asks our own server with JSON. Null when it refused, or sends the browser elsewhere first. */
export async function askServer<Answer>(path: string, body: unknown = {}): Promise<Answer | null> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  // Sent elsewhere: whoever it is must confirm first. The page itself leads there.
  if (answer.redirected) {
    location.reload()
    return null
  }
  return answer.ok ? ((await answer.json()) as Answer) : null
}
