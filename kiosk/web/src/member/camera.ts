/** Wide enough for a face of 120 pixels at arm's length, small enough for a slow connection. */
const size = { width: { ideal: 1280 }, height: { ideal: 720 } }
const quality = 0.9
/** A camera that gives no picture by then gives none. */
const patienceMs = 5000

/** The kiosk's camera, open only while somebody asked to be looked at. */
export class Camera {
  #stream: MediaStream | null = null

  /** Shows the camera in the element. Rejects when there is none, or it is not allowed. */
  async open(video: HTMLVideoElement): Promise<void> {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { ...size, facingMode: 'user' } })
    this.close()
    this.#stream = stream
    video.srcObject = stream
    const patience = new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Error('the camera gives no picture')), patienceMs)
    })
    await Promise.race([video.play(), patience])
  }

  /** What it sees now, as JPEG. */
  async picture(video: HTMLVideoElement): Promise<Blob> {
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight)
    canvas.getContext('2d')?.drawImage(video, 0, 0)
    return canvas.convertToBlob({ type: 'image/jpeg', quality })
  }

  close(): void {
    for (const track of this.#stream?.getTracks() ?? []) track.stop()
    this.#stream = null
  }
}
