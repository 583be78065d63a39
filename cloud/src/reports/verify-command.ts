import { readFile } from 'node:fs/promises'
import { signedVersion } from '@larder/contracts/report-version'
import type { Command } from '@larder/contracts/room'
import { sha256 } from '../trace/content-hash.ts'
import { isSigned } from './signing.ts'

/** Checks a signed version without any server: `--key` is the public key the store gave by another way. */
export const reportVerify: Command = {
  name: 'report verify',
  usage: 'report verify FILE.json [--key PUBLIC_KEY]',
  summary: 'check the signature of a saved report version, without a server',
  async run(args, context) {
    const [file, option, key] = args
    const wrong = file === undefined || (option !== undefined && (option !== '--key' || key === undefined))
    if (wrong || args.length > 3) {
      context.error(`usage: larder ${this.usage}`)
      return 2
    }
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      context.error(`${file}: cannot be read (${error instanceof Error ? error.message : String(error)})`)
      return undefined
    })
    if (text === undefined) return 1
    const parsed = signedVersion.safeParse(jsonOf(text))
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      context.error(`${file}: ${issue?.path.join('.') || 'the file'}: ${issue?.message}; save it as signed.json again`)
      return 1
    }
    const { signature, publicKey, content, ...statement } = parsed.data
    if (sha256(content) !== statement.hash) {
      context.error(`${file}: content: it was changed after it was signed`)
      return 1
    }
    if (key !== undefined && key !== publicKey) {
      context.error(`${file}: publicKey: this is not the key you gave, but ${publicKey}`)
      return 1
    }
    if (!isSigned(statement, signature, publicKey)) {
      context.error(`${file}: signature: it does not fit`)
      return 1
    }
    const { kind, id, version, createdAtMs } = statement
    context.out(`${kind} ${id}, version ${version} of ${new Date(createdAtMs).toISOString()}: signed and unchanged`)
    if (key === undefined)
      context.out(`by the key ${publicKey} that the file itself names: compare it with the store's`)
    return 0
  },
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
