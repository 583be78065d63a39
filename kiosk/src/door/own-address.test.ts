import { expect, test } from 'vitest'
import { isFromOwnPage } from './own-address.ts'

const asked = (host: string | undefined, origin?: string) =>
  isFromOwnPage({ headers: { ...(host ? { host } : {}), ...(origin ? { origin } : {}) } }, 'kiosk.shop.example')

test('pages of this server open its microphone, by any of its addresses', () => {
  expect(asked('127.0.0.1:8090', 'http://127.0.0.1:8090')).toBe(true)
  expect(asked('[::1]:8090', 'http://[::1]:8090')).toBe(true)
  expect(asked('localhost:8090', 'http://localhost:8090')).toBe(true)
  expect(asked('kiosk.shop.example', 'https://kiosk.shop.example')).toBe(true)
  expect(asked('127.0.0.1:8090')).toBe(true)
})

test('other sites do not, nor a name that was pointed here', () => {
  expect(asked('127.0.0.1:8090', 'https://evil.example')).toBe(false)
  expect(asked('127.0.0.1:8090', 'http://127.0.0.1:8080')).toBe(false)
  expect(asked('127.0.0.1:8090', 'null')).toBe(false)
  expect(asked('evil.example:8090', 'http://evil.example:8090')).toBe(false)
  expect(asked(undefined, 'http://127.0.0.1')).toBe(false)
})
