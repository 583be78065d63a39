import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'

export const webhookTimeoutMs = 10_000

/**
 * Posts the JSON and resolves when the receiver answers 2xx. Rejects on any other answer (a redirect too: the
 * configured address is the only one we speak to), on a broken connection and when no answer comes in time.
 */
export function postWebhook(url: string, body: object, timeoutMs = webhookTimeoutMs): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = url.startsWith('https:') ? requestHttps : requestHttp
    const text = JSON.stringify(body)
    const signal = AbortSignal.timeout(timeoutMs)
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
    const post = request(url, { method: 'POST', headers, signal, agent: false }, (response) => {
      const status = response.statusCode ?? 0
      response.destroy()
      if (status >= 200 && status < 300) resolve()
      else reject(new Error(`the receiver answered ${status}`))
    })
    post.on('error', (error) => reject(signal.aborted ? new Error(`no answer within ${timeoutMs} ms`) : error))
    post.end(text)
  })
}
