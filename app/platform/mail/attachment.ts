import { headerText } from './header-text.ts'

/** A file that goes with a letter. */
export interface Attachment {
  /** As it is saved: "event.ics". */
  name: string
  /** `text/calendar; charset=utf-8; method=PUBLISH` */
  type: string
  content: string | Uint8Array
}

/** As it lies in the database: the content as base64. */
export interface KeptAttachment {
  name: string
  type: string
  content: string
}

/** The files of one letter together, in bytes. What is larger belongs behind a link. */
export const mostAttachedBytes = 256 * 1024

/**
 * Files made ready for the queue; null where there are none.
 * @throws Error when they are too many or too large together, or one has a name or type that could end a header
 */
export function keepAttachments(attachments: readonly Attachment[] | undefined): KeptAttachment[] | null {
  if (!attachments || attachments.length === 0) return null
  const kept = attachments.map(({ name, type, content }) => {
    if (!/^[\w.-]{1,100}$/.test(name))
      throw new Error('The name of an attachment has letters, digits, dots and hyphens.')
    if (headerText(type) !== type || !/^[\w.+-]+\/[\w.+-]+(; [\w-]+=[\w.-]+)*$/.test(type)) {
      throw new Error(`"${headerText(type)}" is no type of an attachment.`)
    }
    return { name, type, content: Buffer.from(content).toString('base64') }
  })
  const bytes = kept.reduce((sum, { content }) => sum + content.length, 0) * 0.75
  if (kept.length > 5 || bytes > mostAttachedBytes) {
    throw new Error(
      `A letter takes 5 files of ${mostAttachedBytes} bytes together; these are ${kept.length} of ${bytes}.`,
    )
  }
  return kept
}
