/** Where messages or samples come from: a broker session, a serial device. */
export interface Source {
  start(): Promise<void>
  /** Takes in what has arrived, then lets go. */
  stop(): Promise<void>
  health(): SourceHealth
}

export interface SourceHealth {
  name: string
  connected: boolean
  /** Why it is not connected, or the newest fault. */
  error?: string
}
