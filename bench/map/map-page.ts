import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { build } from 'esbuild'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { livingMapStyles, mapStyles } from '../../app/workbench/landscape/map/map-styles.ts'
import { chromiumCpu } from './chromium-cpu.ts'

const root = join(import.meta.dirname, '../..')
const SHEET = { width: 1440, height: 900 }
/** Whoever paints: the process of the page, and the one of the graphics card, here in software. */
const PAINTERS = ['--type=renderer', '--type=gpu-process'] as const
const STEP = 9
/** Steps one way before it is dragged back: wherever it is dragged, some of the ground was not in view just before. */
const STEPS = 54

export interface Drawer {
  name: 'ours' | 'sigma'
  script: string
  page: string
}

/** Our living map and sigma, each built as a page of its own. */
export async function drawers(): Promise<{ ours: Drawer; sigma: Drawer }> {
  const sheets = [...mapStyles, ...livingMapStyles].map((name) => `app/workbench/landscape/map/${name}`)
  const styles = ['app/ui/tokens.css', 'app/ui/ui.css', ...sheets]
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n')
  const page = (inside: string, more = '') =>
    `<!doctype html><html lang="en"><title>Map</title><style>${more} body{margin:0} main,living-map{display:block;width:100vw;height:100vh}</style>` +
    `<script type="module" src="/script.js"></script><main>${inside}</main></html>`
  return {
    ours: {
      name: 'ours',
      script: await built('app/workbench/landscape/map/map-island.ts'),
      page: page('<living-map data-scene="/scene"><svg aria-label="Map"></svg></living-map>', styles),
    },
    sigma: { name: 'sigma', script: await built('bench/map/sigma-page.ts'), page: page('') },
  }
}

/** Of an island as `bin/build` builds it, what a browser must have before it can draw: parts that come later are not in it. */
export async function firstParts(entry: string): Promise<Uint8Array[]> {
  const { outputFiles, metafile } = await build({
    ...asBuilt(entry),
    splitting: true,
    metafile: true as const,
    outdir: root,
  })
  const needed = new Set<string>()
  const need = (path: string) => {
    if (needed.has(path)) return
    needed.add(path)
    for (const { path: other, kind } of metafile.outputs[path]!.imports) if (kind === 'import-statement') need(other)
  }
  need(Object.keys(metafile.outputs).find((path) => metafile.outputs[path]!.entryPoint === entry)!)
  return outputFiles.filter(({ path }) => needed.has(relative(root, path))).map(({ contents }) => contents)
}

function asBuilt(entry: string) {
  return {
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false as const,
    minify: true,
    format: 'esm' as const,
    platform: 'browser' as const,
    target: 'es2022',
  }
}

/** As `bin/build` builds an island, but in one file. */
async function built(entry: string): Promise<string> {
  const { outputFiles } = await build(asBuilt(entry))
  return outputFiles[0]!.text
}

/** A map in a browser, and what can be measured of it. */
export interface MapPage {
  /** CPU seconds from the empty page to the first picture */
  firstFrame: number
  /** CPU milliseconds for each of some frames, while the ground is dragged to and fro */
  pan(frames: number): Promise<number>
  /** milliseconds from the mouse being over a spot to the answer whether somebody is there, over many spots: the middle and the longest */
  hover(): Promise<{ middle: number; longest: number }>
  /** megabytes of JavaScript with its buffers, after what is not needed was cleared away */
  heap(): Promise<number>
  close(): Promise<void>
}

export async function openMap(browser: Browser, drawer: Drawer, files: { scene: Buffer; graph: Buffer }) {
  const started = await (await browser.newBrowserCDPSession()).send('SystemInfo.getProcessInfo')
  const program = started.processInfo.find(({ type }) => type === 'browser')!.id
  const cpu = () => chromiumCpu(program, PAINTERS)
  const tab = await (await browser.newContext({ viewport: SHEET })).newPage()
  await tab.addInitScript(keepContexts)
  await tab.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url())
    if (pathname === '/scene') return route.fulfill({ body: files.scene })
    if (pathname === '/graph') return route.fulfill({ body: files.graph })
    if (pathname === '/script.js') return route.fulfill({ body: drawer.script, contentType: 'text/javascript' })
    return route.fulfill({ body: drawer.page, contentType: 'text/html; charset=utf-8' })
  })
  tab.on('pageerror', (error) => process.stderr.write(`${drawer.name}: ${error.message}\n`))
  const before = cpu()
  await tab.goto(`http://${drawer.name}.test/`)
  await tab.waitForSelector('.is-living', { timeout: 200_000, state: 'attached' })
  await painted(tab)
  const firstFrame = (cpu() - before) / 1000
  await tab.mouse.move(SHEET.width / 2, SHEET.height / 2)
  await tab.mouse.down()
  return mapPage(tab, firstFrame, cpu)
}

function mapPage(tab: Page, firstFrame: number, cpu: () => number): MapPage {
  let session: CDPSession | undefined
  let [nth, up] = [0, false]
  return {
    firstFrame,
    async pan(frames) {
      const before = cpu()
      for (let frame = 0; frame < frames; frame += 1) {
        nth += 1
        const step = nth % (2 * STEPS) < STEPS ? nth % STEPS : STEPS - (nth % STEPS)
        await tab.mouse.move(SHEET.width / 2 + STEP * (step + 1), SHEET.height / 2 + (STEP / 2) * (step + 1))
        await painted(tab)
      }
      return (cpu() - before) / frames
    },
    async hover() {
      if (!up) await tab.mouse.up()
      up = true
      await tab.waitForTimeout(500)
      await painted(tab)
      const times = (await tab.evaluate(hovered, SHEET)).sort((a, b) => a - b)
      return { middle: times[times.length >> 1]!, longest: times.at(-1)! }
    },
    async heap() {
      session ??= await tab.context().newCDPSession(tab)
      await session.send('HeapProfiler.collectGarbage')
      const usage = await session.send('Runtime.getHeapUsage')
      return (usage.usedSize + usage.backingStorageSize) / 1e6
    },
    close: () => tab.context().close(),
  }
}

/** Waits until the last picture is finished, the graphics card included. */
async function painted(tab: Page): Promise<void> {
  await tab.evaluate(
    () =>
      new Promise<void>((done) => {
        const finish = () => {
          // The page keeps its contexts on window, where only this bench reads them.
          for (const gl of (window as unknown as { contexts: WebGL2RenderingContext[] }).contexts) {
            gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4))
          }
          done()
        }
        requestAnimationFrame(() => requestAnimationFrame(finish))
      }),
  )
}

/** Runs in the page, before all else: every WebGL context is kept, so that one can wait for it. */
function keepContexts(): void {
  const contexts: unknown[] = []
  Object.assign(window, { contexts })
  const open = HTMLCanvasElement.prototype.getContext as (...wish: unknown[]) => unknown
  HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...wish: unknown[]) {
    const context = open.apply(this, wish)
    if (String(wish[0]).startsWith('webgl') && context !== null && !contexts.includes(context)) contexts.push(context)
    return context
  } as never
}

/** Runs in the page: the mouse over sixty spots, and how long it took until the answer was there. */
function hovered({ width, height }: { width: number; height: number }): number[] {
  return Array.from({ length: 60 }, (_, nth) => {
    const spot = {
      bubbles: true,
      pointerId: 1,
      pointerType: 'mouse',
      clientX: width * (0.15 + 0.7 * ((nth * 0.618) % 1)),
      clientY: height * (0.15 + 0.7 * ((nth * 0.371) % 1)),
    }
    const target = document.elementFromPoint(spot.clientX, spot.clientY)!
    const began = performance.now()
    target.dispatchEvent(new PointerEvent('pointermove', spot))
    target.dispatchEvent(new MouseEvent('mousemove', spot))
    return performance.now() - began
  })
}
