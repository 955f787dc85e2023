import { type ImageTask, unpackImage } from './unpack-image.ts'

process.once('message', async (task: ImageTask) => {
  process.send?.(await unpackImage(task), () => process.disconnect())
})
