import { Outbox } from './outbox.ts'
import { unansweredReport } from './reports.fixture.ts'

// Adds reports and says each id once it is on disk, until it is killed.
const outbox = new Outbox({ folder: process.argv[2] as string })
outbox.start()
for (let number = 0; ; number++) {
  const report = unansweredReport(`question ${number}`)
  outbox.add(report)
  process.stdout.write(`${report.id}\n`)
}
