import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { settings } from '../app/platform/config.ts'

const introduction = `# Settings

Nothing has to be set. Each setting is read from the environment when the program starts, for instance \`PORT=8080 bin/start\`. A
start with a wrong setting says all that is wrong at once and stops. This page is made from \`app/platform/config.ts\` by
\`node bin/settings-page.ts\`.
`

/** The page of the documentation that lists every setting. */
export function settingsPage(): string {
  const parts = Object.entries(settings).map(
    ([name, { about, example }]) => `## ${name}\n\n${about}\n\nFor example \`${name}=${example}\`\n`,
  )
  return [introduction, ...parts].join('\n')
}

/** The same as a file of settings to copy: each one commented out, in a form that a shell and systemd both read. */
export function environmentExample(): string {
  const parts = Object.entries(settings).map(([name, { about, example }]) => `# ${about}\n# ${name}='${example}'\n`)
  return [
    `# Copy this file, take the marks off what you want to change, and load it: set -a; . ./my-settings; set +a; bin/start
# Nothing reads it by itself. It is made from app/platform/config.ts by node bin/settings-page.ts.
`,
    ...parts,
  ].join('\n')
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..')
  await writeFile(join(root, 'docs/running/settings.md'), settingsPage())
  await writeFile(join(root, '.env.example'), environmentExample())
}
