const parts = {
  timeZone: 'UTC',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
} as const

/** The moment by the clock of the device, ISO to the second. Asked of the browser, which is right also after the device slept. */
export function momentOnDevice(): string {
  return `${new Intl.DateTimeFormat('sv-SE', parts).format().replace(' ', 'T')}Z`
}

/** ISO day, in UTC as on the server. */
export function dayOnDevice(): string {
  return momentOnDevice().slice(0, 10)
}

/** An id that nobody else has, also where pages come over plain HTTP. */
export function newDeviceId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) => byte.toString(36).padStart(2, '0')).join('')
}
