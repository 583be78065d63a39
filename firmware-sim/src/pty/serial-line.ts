import { closeSync, constants, lstatSync, mkdirSync, openSync, readlinkSync, symlinkSync, unlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import * as libc from './libc.ts'

/** Larger than glibc's struct termios (60 bytes) on every architecture. */
const termiosBytes = 128
const chunkBytes = 4096
/** Often enough for a Modbus master's patience, seldom enough to cost nothing. */
const listenMs = 20
/** While nobody has the port open. */
const idleMs = 100

export interface SerialLineOptions {
  /** Where others find the port: a symbolic link to it. */
  path: string
  /** Bytes that came from whoever has the port open; leave out where the device only talks. */
  receive?: (bytes: Buffer) => void
}

/**
 * The far end of a serial cable: a pseudo-terminal whose near end is opened like any port by any program.
 * `plug` and `unplug` are the cable's plug; what is said while nobody listens is lost, as on a real line.
 */
export class SerialLine {
  readonly #options: SerialLineOptions
  readonly #chunk = Buffer.alloc(chunkBytes)
  #fd = -1
  #target = ''
  #timer: NodeJS.Timeout | undefined

  constructor(options: SerialLineOptions) {
    this.#options = options
  }

  get plugged(): boolean {
    return this.#fd !== -1
  }

  /** @throws Error when the system gives no pseudo-terminal */
  plug(): void {
    if (this.plugged) return
    const flags = libc.openReadWrite | libc.openNoControllingTerminal | libc.openNonBlocking | libc.openCloseOnExec
    const fd = libc.posixOpenpt(flags)
    if (fd === -1) throw new Error('the system gives no pseudo-terminal: is /dev/pts mounted and /dev/ptmx accessible?')
    const target = libc.grantpt(fd) === 0 && libc.unlockpt(fd) === 0 ? libc.ptsname(fd) : null
    if (target === null) {
      closeSync(fd)
      throw new Error('the system cannot unlock a pseudo-terminal: is /dev/pts mounted with ptmxmode=666?')
    }
    makeRaw(fd)
    // Opened and closed once, so that the line reports "hung up" until somebody opens it. Never as our controlling
    // terminal: a session leader would be sent SIGHUP when the cable is pulled.
    closeSync(openSync(target, constants.O_RDWR | constants.O_NOCTTY))
    this.#fd = fd
    this.#target = target
    this.#link()
    if (this.#options.receive !== undefined) this.#listen()
  }

  unplug(): void {
    if (!this.plugged) return
    clearTimeout(this.#timer)
    if (linkTarget(this.#options.path) === this.#target) unlinkSync(this.#options.path)
    closeSync(this.#fd)
    this.#fd = -1
  }

  /** Whether some program has the port open. */
  listened(): boolean {
    if (!this.plugged) return false
    // struct pollfd: int fd, short events, short revents
    const request = Buffer.alloc(8)
    request.writeInt32LE(this.#fd, 0)
    libc.poll(request, 1, 0)
    return (request.readInt16LE(6) & libc.pollHangUp) === 0
  }

  /** Sends what fits into the line's buffer now; the rest is lost, as it is in a UART that nobody empties. */
  send(bytes: Uint8Array): void {
    if (this.listened()) libc.write(this.#fd, bytes, bytes.length)
  }

  #link(): void {
    const { path } = this.#options
    mkdirSync(dirname(path), { recursive: true })
    if (linkTarget(path) !== undefined) unlinkSync(path)
    symlinkSync(this.#target, path)
  }

  #listen(): void {
    const listened = this.listened()
    if (listened) {
      const count = libc.read(this.#fd, this.#chunk, chunkBytes)
      if (count > 0) this.#options.receive?.(Buffer.from(this.#chunk.subarray(0, count)))
    }
    if (this.plugged) this.#timer = setTimeout(() => this.#listen(), listened ? listenMs : idleMs)
  }
}

/** No echo, no line editing, eight bits: bytes pass as they are. */
function makeRaw(fd: number): void {
  const termios = Buffer.alloc(termiosBytes)
  libc.tcgetattr(fd, termios)
  libc.cfmakeraw(termios)
  libc.tcsetattr(fd, 0, termios)
}

/** The target of the link at this path, undefined where there is none; a file of another kind is left alone. */
function linkTarget(path: string): string | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(path) : undefined
}
