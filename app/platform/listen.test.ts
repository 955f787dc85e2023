import { expect, test } from 'vitest'
import { listen } from './listen.ts'

const answer = () => new Response('here')

test('a port of 0 takes any free one', async () => {
  const listening = await listen(answer, { host: '127.0.0.1', port: 0 })
  expect(await (await fetch(`http://127.0.0.1:${listening.port}`)).text()).toBe('here')
  await listening.close()
})

test('a taken port says so, and names the setting that helps', async () => {
  const first = await listen(answer, { host: '127.0.0.1', port: 0 })
  const second = listen(answer, { host: '127.0.0.1', port: first.port })
  await expect(second).rejects.toThrow(`Port ${first.port} is taken`)
  await expect(second).rejects.toThrow(`PORT=${first.port + 1}`)
  await first.close()
})

test('a request that is being answered is finished before closing', async () => {
  let finish: (response: Response) => void = () => {}
  let arrived: () => void = () => {}
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve
  })
  const slow = () => {
    arrived()
    return new Promise<Response>((resolve) => {
      finish = resolve
    })
  }
  const listening = await listen(slow, { host: '127.0.0.1', port: 0 })
  const asked = fetch(`http://127.0.0.1:${listening.port}`)
  await arrival
  const closed = listening.close()
  finish(new Response('finished'))
  expect(await (await asked).text()).toBe('finished')
  await closed
})

test('a request that does not end is cut off after the grace', async () => {
  const listening = await listen(() => new Promise<Response>(() => {}), { host: '127.0.0.1', port: 0 })
  const asked = fetch(`http://127.0.0.1:${listening.port}`).catch(() => 'cut')
  await new Promise((resolve) => setTimeout(resolve, 30))
  await listening.close(30)
  expect(await asked).toBe('cut')
})
