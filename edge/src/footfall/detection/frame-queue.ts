/** A picture as it came from a camera. */
export interface CameraFrame {
  camera: string
  jpeg: Uint8Array
  atMs: number
}

/** Waiting pictures: when more come than can be looked at the oldest are dropped, counted per camera. An old count is worth less than a late one. */
export class FrameQueue {
  readonly #most: number
  readonly #frames: CameraFrame[] = []
  readonly #dropped = new Map<string, number>()

  constructor(most: number) {
    this.#most = most
  }

  add(frame: CameraFrame): void {
    this.#frames.push(frame)
    if (this.#frames.length <= this.#most) return
    const oldest = this.#frames.shift() as CameraFrame
    this.#dropped.set(oldest.camera, this.droppedOf(oldest.camera) + 1)
  }

  take(): CameraFrame | undefined {
    return this.#frames.shift()
  }

  droppedOf(camera: string): number {
    return this.#dropped.get(camera) ?? 0
  }
}
