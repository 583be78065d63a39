import { startAnonymous } from './anonymous.ts'

/** The broker in a process that a test can kill: `node broker-process.fixture.ts JOURNAL`. */
const [directory] = process.argv.slice(2)
const room = await startAnonymous(0, console.error, directory)
process.send?.(room.addresses)
process.on('disconnect', () => process.exit())
