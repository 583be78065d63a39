/** A picture as it came from a camera. */
export interface CameraFrame {
  camera: string
  jpeg: Uint8Array
  atMs: number
  /** Whether the picture itself is asked back, its people made unrecognisable. */
  still?: boolean
}

/**
 * Waiting pictures, the cameras in turn: when more of one come than can be looked at its oldest are dropped and counted.
 * An old count is worth less than a late one, and one camera's flood takes nothing from another.
 */
export class FrameQueue {
  readonly #mostPerCamera: number
  readonly #waiting = new Map<string, CameraFrame[]>()
  readonly #dropped = new Map<string, number>()

  constructor(mostPerCamera: number) {
    this.#mostPerCamera = mostPerCamera
  }

  add(frame: CameraFrame): void {
    const waiting = this.#waiting.get(frame.camera) ?? []
    this.#waiting.set(frame.camera, waiting)
    waiting.push(frame)
    if (waiting.length <= this.#mostPerCamera) return
    waiting.shift()
    this.#dropped.set(frame.camera, this.droppedOf(frame.camera) + 1)
  }

  take(): CameraFrame | undefined {
    for (const [camera, waiting] of this.#waiting) {
      // To the end of the line, or out of it.
      this.#waiting.delete(camera)
      const frame = waiting.shift()
      if (waiting.length > 0) this.#waiting.set(camera, waiting)
      if (frame) return frame
    }
    return undefined
  }

  droppedOf(camera: string): number {
    return this.#dropped.get(camera) ?? 0
  }
}
