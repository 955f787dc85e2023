/** Puts a paragraph of its own where the caret is in a field of Markdown, and goes on behind it. */
export function putInField(field: HTMLTextAreaElement, signs: string): void {
  const { value, selectionEnd: at } = field
  const [before, after] = [value.slice(0, at).trimEnd(), value.slice(at).trimStart()]
  const until = [before, signs].filter(Boolean).join('\n\n')
  field.value = `${until}\n\n${after}`
  field.focus()
  field.setSelectionRange(until.length, until.length)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
