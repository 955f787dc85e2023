import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Graphics in software, for pages that draw with WebGL. */
const withGraphics = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']
/** Putting a page together without the graphics card is faster, but leaves white stripes where cards lie over a canvas. */
const inAHurry = '--disable-gpu-compositing'

// Not the packaged list of arguments: it turns web security off and runs everything in one process, which dies with a page.
const always = ['--no-sandbox', '--no-zygote', '--disable-dev-shm-usage']
// Without a graphics card, painting on the processor is many times faster than a graphics card in software.
const withoutGraphics = ['--disable-gpu']

/**
 * A browser for tests: the one that comes with the packages, else a Chromium on this machine, else undefined. The packaged one
 * unpacks the system libraries it needs only when it believes to run in a bare container, hence the variable.
 *
 * @param graphics 'tests': WebGL, in a hurry; 'pictures': WebGL, and pages as people see them
 */
export async function openBrowser({
  graphics = 'none' as 'none' | 'tests' | 'pictures',
} = {}): Promise<Browser | undefined> {
  const wanted = { none: withoutGraphics, tests: [...withGraphics, inAHurry], pictures: withGraphics }
  const args = [...always, ...wanted[graphics]]
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs24.x'
  try {
    const { default: packaged } = await import('@sparticuz/chromium')
    return await chromium.launch({ executablePath: await packaged.executablePath(), args })
  } catch {
    const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
      existsSync(path),
    )
    return installed ? chromium.launch({ executablePath: installed, args }) : undefined
  }
}
