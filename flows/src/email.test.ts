import { expect, test } from 'vitest'
import { transportOptions } from './email.ts'

const smtp = {
  host: 'mail.example',
  port: 587,
  from: 'a@b.example',
  to: ['c@b.example'],
  escalateTo: [],
  username: 'u',
  password: 'p',
}

test('a password is sent over TLS only, except within this machine', () => {
  expect(transportOptions(smtp)).toMatchObject({ secure: false, requireTLS: true, auth: { user: 'u', pass: 'p' } })
  expect(transportOptions({ ...smtp, port: 465 })).toMatchObject({ secure: true })
  expect(transportOptions({ ...smtp, host: '127.0.0.1' })).toMatchObject({ requireTLS: false })
})

test('without a user name nothing signs in', () => {
  const options = transportOptions({ ...smtp, username: '' })
  expect(options).not.toHaveProperty('auth')
  expect(options.requireTLS).toBe(false)
})

test('a silent server is given up', () => {
  const { connectionTimeout, greetingTimeout, socketTimeout } = transportOptions(smtp)
  expect([connectionTimeout, greetingTimeout, socketTimeout]).toEqual([10_000, 10_000, 10_000])
})
