import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Graphics in software, for pages that draw with WebGL; painting everything else is slower then. */
const withGraphics = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-gpu-compositing',
]

// Not the packaged list of arguments: it turns web security off and runs everything in one process, which dies with a page.
const always = ['--no-sandbox', '--no-zygote', '--disable-dev-shm-usage']
// Without a graphics card, painting on the processor is many times faster than a graphics card in software.
const withoutGraphics = ['--disable-gpu']

/**
 * A browser for tests: the one that comes with the packages, else a Chromium on this machine, else undefined. The packaged one
 * unpacks the system libraries it needs only when it believes to run in a bare container, hence the variable.
 */
export async function openBrowser({ graphics = false } = {}): Promise<Browser | undefined> {
  const args = [...always, ...(graphics ? withGraphics : withoutGraphics)]
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
