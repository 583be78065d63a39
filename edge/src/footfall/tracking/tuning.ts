/**
 * How people move and how detectors err, in body heights (h) and seconds so that neither the picture's size nor its rate
 * matters. Chosen by sweeps over simulated streets (street.fixture.ts) and checked on a real clip: see docs/footfall.md.
 */
export interface Tuning {
  /** Boxes overlapping more than this are one person seen twice. */
  duplicateOverlap: number
  /** Standard deviation of a box's centre and of its sides around the person, h. */
  centreNoise: number
  sizeNoise: number
  /** Spread of walking speeds of somebody just seen, h/s: 0.8 is about 1.4 m/s. */
  speedSpread: number
  /** Noise of the acceleration, h/s^1.5, and drift of the sides, h/√s. */
  acceleration: number
  sizeDrift: number
  /** A detection is a track's only within this squared Mahalanobis distance (centre and sides: four degrees of freedom). */
  gate: number
  /** How much overlap weighs against distance when several fit: 0 distance alone, 1 overlap alone. */
  overlapWeight: number
  /** Seen this often, a track is somebody; twice is enough when that took `confirmMs`. */
  confirmSightings: number
  confirmMs: number
  /** An unconfirmed track not seen for this long (and for two pictures) was nothing. */
  tentativeMs: number
  /** Somebody not seen for this long is gone. */
  lostMs: number
  /** With hindsight: a path is another's continuation up to this long after, within this squared distance (five degrees of freedom). */
  joinSeconds: number
  joinGate: number
  /** What each second in plain sight, yet unseen, adds to that distance. */
  joinOpenCost: number
  /** With hindsight: somebody was there at least this long, and seen in at least this share of the pictures. */
  leastSeconds: number
  leastSeen: number
  /** With hindsight: who goes out of the picture within this time is led on until this share of the box is outside. */
  leaveSeconds: number
  leaveShare: number
  /** With hindsight: two boxes with more than this overlap, for more than this share of the shorter walk, are one person. */
  shadowOverlap: number
  shadowShare: number
}

export const tuning: Tuning = {
  duplicateOverlap: 0.5,
  centreNoise: 0.04,
  sizeNoise: 0.14,
  speedSpread: 0.6,
  acceleration: 0.12,
  sizeDrift: 0.08,
  gate: 10.5,
  overlapWeight: 0.4,
  confirmSightings: 3,
  confirmMs: 400,
  tentativeMs: 100,
  lostMs: 700,
  joinSeconds: 2.8,
  joinGate: 30,
  joinOpenCost: 12,
  leastSeconds: 0.2,
  leastSeen: 0.25,
  leaveSeconds: 0.6,
  leaveShare: 0.35,
  shadowOverlap: 0.4,
  shadowShare: 0.6,
}

/**
 * For cameras over a room: people turn more than walkers on a pavement, and the detector is steadier in
 * size. Chosen on the given clip (crossing error at 7, 3.5 and 1.75 pictures a second).
 */
export const roomTuning: Tuning = {
  ...tuning,
  sizeNoise: 0.1,
  acceleration: 0.2,
  gate: 14,
  overlapWeight: 0.5,
  lostMs: 1000,
  leastSeen: 0.2,
}
