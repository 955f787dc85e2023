import type { Child } from 'hono/jsx'
import { dir, type Language } from '../platform/i18n/language.ts'

const ink = '#2B2620'
const serif = "Literata,Georgia,'Times New Roman',serif"

/**
 * The HTML form of a mail: one column, no picture, no request to anybody. Styles stand at the elements because mail programs
 * drop everything else.
 */
export async function mailHtml(language: Language, subject: string, body: Child): Promise<string> {
  const html = await (
    <html lang={language} dir={dir(language)}>
      <head>
        <meta charset="utf-8" />
        <title>{subject}</title>
      </head>
      <body style={`margin:0;padding:24px 12px;background:#F6EFE0;color:${ink};font:17px/27px ${serif}`}>
        <div style="max-width:560px;margin:0 auto;padding:28px 32px;background:#FBF6EA;border:1px solid #D9CBAF;border-radius:10px">
          <p style={`margin:0 0 20px;font:500 20px/24px ${serif}`}>Ecotone</p>
          {body}
        </div>
      </body>
    </html>
  ).toString()
  return `<!doctype html>${html}`
}

export function MailText({ children }: { children: Child }) {
  return <p style="margin:0 0 16px">{children}</p>
}

export function MailButton({ href, children }: { href: string; children: Child }) {
  return (
    <p style="margin:0 0 20px">
      <a
        href={href}
        style="display:inline-block;padding:12px 20px;background:#2B2620;color:#FBF6EA;border-radius:8px;text-decoration:none;font:600 15px/20px 'Instrument Sans',Arial,sans-serif"
      >
        {children}
      </a>
    </p>
  )
}
