/** Any cookie of another name has a request go the long way: nothing that is kept answers it. */
export const madeAnew = { 'accept-encoding': 'gzip', cookie: 'other=1' }
