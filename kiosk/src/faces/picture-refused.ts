/**
 * A picture that is not read. The message names the fault and the remedy, and holds nothing of the picture. Apart from
 * the reading of pictures, whose library the kiosk's own process need not load (26 MB).
 */
export class PictureRefused extends Error {}
