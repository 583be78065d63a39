/** A picture that is larger is no camera's; what is read up to there is given up. */
const mostBytes = 4_194_304
const [marker, startOfImage, endOfImage] = [0xff, 0xd8, 0xd9]

/**
 * Cuts a stream of JPEG pictures, one behind the other, into pictures. Within entropy-coded data FF D9 cannot appear
 * (ITU-T T.81, B.1.1.5), and ffmpeg writes no thumbnails.
 */
export class JpegSplitter {
  #waiting: Buffer = Buffer.alloc(0)

  take(chunk: Buffer): Buffer[] {
    // The end's two bytes may lie on both sides of a chunk's border.
    let searchedTo = Math.max(0, this.#waiting.length - 1)
    this.#waiting = Buffer.concat([this.#waiting, chunk])
    const pictures: Buffer[] = []
    for (;;) {
      const end = this.#waiting.indexOf(Buffer.of(marker, endOfImage), searchedTo)
      if (end < 0) break
      const start = this.#waiting.indexOf(Buffer.of(marker, startOfImage))
      if (start >= 0 && start < end) pictures.push(Buffer.from(this.#waiting.subarray(start, end + 2)))
      this.#waiting = this.#waiting.subarray(end + 2)
      searchedTo = 0
    }
    if (this.#waiting.length > mostBytes) this.#waiting = Buffer.alloc(0)
    return pictures
  }
}
