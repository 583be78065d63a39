import koffi from 'koffi'

/** The few calls of the C library that make a pseudo-terminal; Linux values (asm-generic/fcntl.h, poll.h, errno.h). */
const libc = koffi.load(null)

export const openReadWrite = 0o2
export const openNoControllingTerminal = 0o400
export const openNonBlocking = 0o4000
export const openCloseOnExec = 0o2000000
export const pollHangUp = 0x10

export const posixOpenpt = libc.func('int posix_openpt(int flags)') as (flags: number) => number
export const grantpt = libc.func('int grantpt(int fd)') as (fd: number) => number
export const unlockpt = libc.func('int unlockpt(int fd)') as (fd: number) => number
export const ptsname = libc.func('str ptsname(int fd)') as (fd: number) => string | null
export const tcgetattr = libc.func('int tcgetattr(int fd, void *termios)') as (fd: number, termios: Buffer) => number
export const cfmakeraw = libc.func('void cfmakeraw(void *termios)') as (termios: Buffer) => void
export const tcsetattr = libc.func('int tcsetattr(int fd, int actions, void *termios)') as (
  fd: number,
  actions: number,
  termios: Buffer,
) => number
export const read = libc.func('intptr_t read(int fd, void *into, size_t count)') as (
  fd: number,
  into: Buffer,
  count: number,
) => number
export const write = libc.func('intptr_t write(int fd, const void *from, size_t count)') as (
  fd: number,
  from: Uint8Array,
  count: number,
) => number
export const poll = libc.func('int poll(void *fds, unsigned long count, int timeout)') as (
  fds: Buffer,
  count: number,
  timeoutMs: number,
) => number
