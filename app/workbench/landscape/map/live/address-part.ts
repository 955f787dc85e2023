import { goToNextBoundary, keepCameraInAddress } from './address.ts'
import type { PartOpener } from './open-map.ts'

/** Keeps the view in the address of the page and of the same map with another boundary, and goes to that by a key. */
export const addressPart: PartOpener = (open) => ({
  key: (key) => key === 'b' && goToNextBoundary(),
  settled: () => keepCameraInAddress(open.camera, open.fit()),
})
