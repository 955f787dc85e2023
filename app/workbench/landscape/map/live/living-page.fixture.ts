import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { livingMapStyles, mapStyles } from '../map-styles.ts'

const root = join(import.meta.dirname, '../../../../..')
const sheets = [...mapStyles, ...livingMapStyles].map((name) => `app/workbench/landscape/map/${name}`)
const styles = ['app/ui/tokens.css', 'app/ui/ui.css', ...sheets]
  .map((path) => readFileSync(join(root, path), 'utf8'))
  .join('\n')
const nav =
  '<nav data-boundaries><a href="/">No boundary</a> <a href="/?boundary=place" aria-current="page">Place</a></nav>'
const tools =
  '<div class="map-bar"><div class="map-find" hidden><input type="search" aria-label="Find"></div>' +
  '<fieldset class="map-tools" aria-label="The map itself" hidden><button data-do="lasso" aria-pressed="false">Lasso</button>' +
  '<button data-do="fit">Fit all</button><button data-do="in">Nearer</button></fieldset></div>'
const page = `<!doctype html><html lang="en"><title>Map</title><style>${styles} body{margin:0} living-map{height:100vh}</style>
<script type="module" src="/map-island.js"></script><main><h1 hidden>Map</h1>
<living-map data-scene="/scene" data-lost="The map stays as it was drawn."><svg role="img" aria-label="Map of the coast"><text>as it was drawn</text></svg>${tools}</living-map>
${nav}<aside><section class="map-chosen" hidden><h2 data-chosen="title">Chosen</h2><p data-chosen="sentence"></p>
<div data-chosen="actions"></div><button data-do="leave">Leave it</button></section><label><input type="checkbox" data-map-keys checked>Keys</label></aside></main></html>`

/** The program of the living map, as browsers get it. */
export async function mapIsland(): Promise<string> {
  const built = await build({
    entryPoints: [join(root, 'app/workbench/landscape/map/map-island.ts')],
    bundle: true,
    format: 'esm',
    write: false,
    target: 'es2022',
  })
  return built.outputFiles[0]!.text
}

export interface LivingPage {
  island: string
  /** what comes for the scene */
  answer: { status: number; body?: Buffer }
  query?: string
  look?: BrowserContextOptions
}

/** A page with nothing but the living map on it, drawn from the bytes of a scene. */
export async function livingPage(
  browser: Browser,
  { island, answer, query = '', look = {} }: LivingPage,
): Promise<Page> {
  const tab = await browser.newPage({ viewport: { width: 900, height: 640 }, ...look })
  await tab.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url())
    if (pathname === '/scene') return route.fulfill({ ...answer, contentType: 'application/octet-stream' })
    if (pathname === '/map-island.js') return route.fulfill({ body: island, contentType: 'text/javascript' })
    return route.fulfill({ body: page, contentType: 'text/html; charset=utf-8' })
  })
  await tab.goto(`http://map.test/${query}`)
  return tab
}

/** Waits until the map lives. */
export async function living(tab: Page): Promise<void> {
  await tab.waitForSelector('living-map.is-living', { timeout: 30_000 })
}
