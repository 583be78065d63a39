/** A file that is none of what it claims, or is cut short. The message names the remedy. */
export class BadFile extends Error {}

/** The widest side and the most pixels of a picture: a phone's best is 200 million; a bomb says more. */
const maxSide = 20_000
const maxPixels = 220_000_000

export interface Size {
  width: number
  height: number
}

export function refuseBomb({ width, height }: Size): void {
  if (width < 1 || height < 1) throw new BadFile('the picture has no size: take it again')
  if (width > maxSide || height > maxSide || width * height > maxPixels) {
    throw new BadFile(`the picture is ${width} × ${height} pixels: send one of at most ${maxPixels / 1e6} million`)
  }
}

export const cutShort = () => new BadFile('the file is cut short: send it again')
