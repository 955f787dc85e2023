import { globSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { AssetSource } from '../platform/http/assets.ts'

/** The stylesheet of the shell, in the order its parts are laid over each other. */
const stylesheets = ['tokens.css', 'fonts.css', 'ui.css', 'shell.css', 'forms.css', 'components.css', 'tables.css']

const fonts = {
  literata: [
    'literata-latin-wght-normal.woff2',
    'literata-latin-wght-italic.woff2',
    'literata-latin-ext-wght-normal.woff2',
    'literata-latin-ext-wght-italic.woff2',
  ],
  'instrument-sans': ['instrument-sans-latin-wght-normal.woff2', 'instrument-sans-latin-ext-wght-normal.woff2'],
}

/**
 * What every page needs: one stylesheet and the fonts it names; and the stylesheets and drawings that lie beside a domain's pages, each under
 * its own name for the pages that ask for it. `root` is the folder of the project.
 */
export function uiAssets(root: string): AssetSource[] {
  return [
    { name: 'ecotone.css', files: stylesheets.map((name) => join(root, 'app/ui', name)) },
    ...globSync('app/{people,workbench,site}/**/*.{css,svg}', { cwd: root }).map((file) => ({
      name: basename(file),
      files: [join(root, file)],
    })),
    ...['mark.svg', 'contours.svg'].map((name) => ({ name, files: [join(root, 'app/ui', name)] })),
    ...Object.entries(fonts).flatMap(([family, names]) =>
      fontSources(join(root, 'node_modules/@fontsource-variable', family), names),
    ),
  ]
}

function fontSources(folder: string, names: string[]): AssetSource[] {
  const family = folder.split('/').at(-1)
  return [
    ...names.map((name) => ({ name, files: [join(folder, 'files', name)] })),
    { name: `${family}-licence.txt`, files: [join(folder, 'LICENSE')] },
  ]
}
