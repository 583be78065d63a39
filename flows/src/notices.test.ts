import { expect, test } from 'vitest'
import { isDue, type Notice, receiversOf } from './notices.ts'
import { shopConfiguration, situation } from './site.fixture.ts'

const smtp = { host: 'mail', port: 25, from: 'a@b.example', to: ['one@b.example', 'two@b.example'] }
const webhookUrl = 'https://chat.example/hook?key=secret'
const settings = shopConfiguration({ webhookUrl, smtp: { ...smtp, escalateTo: ['boss@b.example'] } }).flows
const notice = (change: Partial<Notice> = {}): Notice => ({
  situation: situation(),
  kind: 'raised',
  level: 0,
  channel: 'email',
  to: 'one@b.example',
  ...change,
})
const over = situation({ revision: 3, state: 'resolved', untilMs: situation().fromMs + 1 })
const told = { severity: 'critical', level: 0 } as const

test('e-mail goes to the staff, an escalation to those above them', () => {
  expect(receiversOf('email', 'raised', situation(), settings)).toEqual(smtp.to)
  expect(receiversOf('email', 'escalated', situation(), settings)).toEqual(['boss@b.example'])
  expect(receiversOf('email', 'escalated', situation(), shopConfiguration({ smtp }).flows)).toEqual(smtp.to)
})

test('the key in a webhook address is never shown', () => {
  expect(receiversOf('webhook', 'raised', situation(), settings)).toEqual(['chat.example'])
})

test('a channel that is not set up has no receivers', () => {
  const bare = shopConfiguration().flows
  expect(receiversOf('webhook', 'raised', situation(), bare)).toEqual([])
  expect(receiversOf('email', 'raised', situation(), bare)).toEqual([])
})

test.each([
  ['the first notice', notice(), undefined, situation(), true],
  ['the same notice again', notice(), told, situation(), false],
  ['a worse severity', notice(), { ...told, severity: 'warning' }, situation(), true],
  ['a notice held up until it was over', notice(), undefined, over, false],
  ['an end after a notice', notice({ kind: 'resolved' }), told, over, true],
  ['an end without a notice', notice({ kind: 'resolved' }), undefined, over, false],
  ['an end that was overtaken by a new beginning', notice({ kind: 'resolved' }), told, situation(), false],
  ['a higher level', notice({ kind: 'escalated', level: 2 }), { ...told, level: 1 }, situation(), true],
  ['the same level again', notice({ kind: 'escalated', level: 2 }), { ...told, level: 2 }, situation(), false],
  ['an escalation held up until it was over', notice({ kind: 'escalated', level: 2 }), told, over, false],
  ['a record on the console', notice({ channel: 'console' }), undefined, { ...over, past: true }, true],
  ['a record on the console again', notice({ channel: 'console' }), told, { ...over, past: true }, false],
  ['a record by e-mail', notice(), undefined, { ...over, past: true }, false],
  [
    'an escalated record',
    notice({ channel: 'console', kind: 'escalated', level: 1 }),
    undefined,
    situation({ past: true }),
    false,
  ],
] as const)('%s', (_title, given, known, current, due) => {
  expect(isDue(given, known, current)).toBe(due)
})
