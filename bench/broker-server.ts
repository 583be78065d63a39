import { startAnonymous } from '@larder/broker/anonymous'

/** `node bench/broker-server.ts PORT [JOURNAL]`: the broker in a process of its own, so that it can be measured and killed. */
const [port, journalDirectory] = process.argv.slice(2)
const room = await startAnonymous(Number(port), console.error, journalDirectory)
process.send?.(room.addresses)
process.on('disconnect', () => process.exit())
process.on('SIGTERM', () => room.stop().then(() => process.exit()))
