import type { Page } from 'playwright-core'

/** By how much two pictures of one size differ, each at half its size so that the edges of letters and lines do not count. */
export interface Difference {
  /** the mean over all pixels and channels, 0 to 255 */
  mean: number
  /** the same for the square of 16 × 16 half-size pixels in which they differ most: a sign that is missing or moved */
  worst: number
}

/**
 * What may differ between machines with the same browser. Ground that lies half a pixel aside gives 1.2 and 4.2; a tent that is missing 0.6 and
 * 15, a border with dots or without 0.6 and 7.5.
 */
export const tolerated: Difference = { mean: 2, worst: 6.5 }

export function isSame({ mean, worst }: Difference): boolean {
  return mean <= tolerated.mean && worst <= tolerated.worst
}

/** Compares two pictures (JPEG) in a page of a browser; pictures of two sizes differ by all there is. */
export function difference(tab: Page, one: Buffer, other: Buffer): Promise<Difference> {
  const addresses = [one, other].map((picture) => `data:image/jpeg;base64,${picture.toString('base64')}`)
  return tab.evaluate(async (sources) => {
    const pictures = await Promise.all(
      sources.map(async (source) => {
        const picture = Object.assign(new Image(), { src: source })
        await picture.decode()
        return picture
      }),
    )
    const [width, height] = [pictures[0]!.width, pictures[0]!.height]
    if (pictures.some((each) => each.width !== width || each.height !== height)) return { mean: 255, worst: 255 }
    const [across, down] = [width >> 1, height >> 1]
    const [a, b] = pictures.map((picture) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: across, height: down })
      const paper = canvas.getContext('2d')!
      paper.imageSmoothingQuality = 'high'
      paper.drawImage(picture, 0, 0, across, down)
      return paper.getImageData(0, 0, across, down).data
    }) as [Uint8ClampedArray, Uint8ClampedArray]
    const squares = Math.ceil(across / 16)
    const sums = new Float64Array(squares * Math.ceil(down / 16))
    let total = 0
    for (let k = 0; k < a.length; k += 4) {
      const away = Math.abs(a[k]! - b[k]!) + Math.abs(a[k + 1]! - b[k + 1]!) + Math.abs(a[k + 2]! - b[k + 2]!)
      const [x, y] = [(k >> 2) % across, Math.floor((k >> 2) / across)]
      total += away
      sums[(y >> 4) * squares + (x >> 4)]! += away
    }
    return { mean: total / 3 / (across * down), worst: sums.reduce((most, sum) => Math.max(most, sum)) / 3 / 256 }
  }, addresses)
}
