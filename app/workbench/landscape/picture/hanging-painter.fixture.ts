/** A painter that never answers, busy in a way in which no message reaches it. */
process.once('message', () => {
  for (;;) Math.random()
})
