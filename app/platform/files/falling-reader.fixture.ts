/** What a decoder does that meets a file made to harm it: ends the whole process, without a word and without an answer. */
process.once('message', () => {
  process.kill(process.pid, 'SIGSEGV')
})
