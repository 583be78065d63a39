import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'

export const webhookTimeoutMs = 10_000

/**
 * Posts the JSON and resolves when the receiver answers 2xx. Rejects on any other answer (a redirect too: the
 * configured address is the only one we speak to), on a broken connection, when no answer comes in time and at the
 * signal.
 */
export function postWebhook(
  url: string,
  body: object,
  giveUp: AbortSignal,
  timeoutMs = webhookTimeoutMs,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = url.startsWith('https:') ? requestHttps : requestHttp
    const text = JSON.stringify(body)
    const timeout = AbortSignal.timeout(timeoutMs)
    const signal = AbortSignal.any([giveUp, timeout])
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
    const post = request(url, { method: 'POST', headers, signal, agent: false }, (response) => {
      const status = response.statusCode ?? 0
      response.destroy()
      if (status >= 200 && status < 300) resolve()
      else reject(new Error(`the receiver answered ${status}`))
    })
    post.on('error', (error) => {
      if (timeout.aborted) reject(new Error(`no answer within ${timeoutMs} ms`))
      else reject(giveUp.aborted ? new Error('given up') : error)
    })
    post.end(text)
  })
}
