import { isIP } from 'node:net'
import type { FlowsConfiguration } from '@larder/contracts/configuration'
import type { Bilingual } from '@larder/contracts/site'

type SmtpConfiguration = NonNullable<FlowsConfiguration['smtp']>

export const smtpTimeoutMs = 10_000
/** In all: a server that trickles its replies never falls silent. */
const wholeTimeoutMs = 60_000

/** Sends one message to one receiver; rejects when the server does not take it, and at the signal. */
export async function sendEmail(
  smtp: SmtpConfiguration,
  to: string,
  text: Bilingual,
  giveUp: AbortSignal,
): Promise<void> {
  // Loaded with the first e-mail: a shop without SMTP never pays for it.
  const { createTransport } = await import('nodemailer')
  const transport = createTransport(transportOptions(smtp))
  try {
    const signal = AbortSignal.any([giveUp, AbortSignal.timeout(wholeTimeoutMs)])
    const mail = { from: smtp.from, to, subject: subject(text), text: `${text.zh}\n\n${text.en}\n`, signal }
    await transport.sendMail(mail)
  } finally {
    transport.close()
  }
}

/** Port 465 speaks TLS from the first byte (RFC 8314); elsewhere a password is never sent before STARTTLS. */
export function transportOptions({ host, port, username, password }: SmtpConfiguration) {
  const local = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
  return {
    host,
    port,
    secure: port === 465,
    requireTLS: username !== '' && !local,
    ...(username === '' ? {} : { auth: { user: username, pass: password } }),
    connectionTimeout: smtpTimeoutMs,
    greetingTimeout: smtpTimeoutMs,
    socketTimeout: smtpTimeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

const subject = ({ zh, en }: Bilingual): string => `${cut(zh)} · ${cut(en)}`

const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text)
