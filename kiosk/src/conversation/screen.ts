import type { ToScreen } from '@larder/contracts/kiosk-screen'

/** Where a session's messages and sound go: the screen's end of its WebSocket. */
export interface Screen {
  tell(message: ToScreen): void
  /** 16-bit samples. What a screen does not take in time is dropped: late speech is no speech. */
  sound(samples: Int16Array<ArrayBuffer>): void
  /** Says no; a screen that goes on regardless is cut off. */
  refuse(code: string, message: string): void
}
