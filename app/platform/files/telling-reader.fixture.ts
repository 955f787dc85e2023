/** Tells what a process that reads pictures finds around it. */
process.once('message', () => {
  process.send?.({ kind: 'told', env: process.env, words: process.argv.slice(2) }, () => process.disconnect())
})
