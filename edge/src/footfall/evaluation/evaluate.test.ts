import { expect, test } from 'vitest'
import { type MotRow, parseMotFile } from '../mot-file.ts'
import { evaluate } from './evaluate.ts'

/** Boxes of 10×10 by frame, id and x. */
const boxes = (...rows: [frame: number, id: number, x: number][]): MotRow[] =>
  rows.map(([frame, id, x]) => ({ frame, id, x, y: 0, width: 10, height: 10, confidence: 1, kind: undefined }))

const walk = (id: number, x: number, from: number, until: number): [number, number, number][] =>
  Array.from({ length: until - from + 1 }, (_, index) => [from + index, id, x])

test('the truth judged by itself is perfect', () => {
  const truth = boxes(...walk(1, 0, 1, 5), ...walk(2, 100, 2, 4))
  expect(evaluate(truth, truth)).toMatchObject({
    MOTA: 1,
    MOTP: 1,
    IDF1: 1,
    HOTA: 1,
    DetA: 1,
    AssA: 1,
    recall: 1,
    precision: 1,
    idSwitches: 0,
    fragmentations: 0,
  })
})

test('a track that changes its id half way is one switch, half the identity and √½ of HOTA', () => {
  const truth = boxes(...walk(1, 0, 1, 4))
  const result = evaluate(truth, boxes(...walk(7, 0, 1, 2), ...walk(8, 0, 3, 4)))
  // MOTA = 1 − 1/4. IDF1 = 2·2/(4+4). AssA: each pair 2/(4+2−2) = ½; DetA = 1.
  expect(result).toMatchObject({ MOTA: 0.75, idSwitches: 1, fragmentations: 0, IDF1: 0.5, AssA: 0.5, DetA: 1 })
  expect(result.HOTA).toBeCloseTo(Math.SQRT1_2, 3)
})

test('misses and false positives count one each', () => {
  const truth = boxes(...walk(1, 0, 1, 10))
  const result = evaluate(truth, boxes(...walk(1, 0, 1, 4), ...walk(1, 0, 7, 10), ...walk(2, 500, 1, 1)))
  // MOTA = 1 − (2 + 1)/10; IDF1 = 2·8/(10 + 9); DetA = 8/(10 + 9 − 8).
  expect(result).toMatchObject({ MOTA: 0.7, misses: 2, falsePositives: 1, idSwitches: 0, fragmentations: 1 })
  expect(result.recall).toBe(0.8)
  expect(result.precision).toBeCloseTo(8 / 9, 4)
  expect(result.IDF1).toBeCloseTo(16 / 19, 4)
  expect(result.IDP).toBeCloseTo(8 / 9, 4)
  expect(result.IDR).toBe(0.8)
  expect(result.DetA).toBeCloseTo(8 / 11, 4)
  expect(result.AssA).toBeCloseTo(0.8, 4)
})

test('a pair stays together while it may, even when a better box comes by', () => {
  const truth = boxes(...walk(1, 0, 1, 3))
  const result = evaluate(truth, boxes([1, 1, 1], [2, 1, 3], [3, 1, 3], [2, 2, 0], [3, 2, 0]))
  expect(result).toMatchObject({ idSwitches: 0, falsePositives: 2, misses: 0 })
})

test('less than half overlap is a miss for MOTA but still counts at HOTA’s low thresholds', () => {
  // Shifted by 5 of 10: overlap 1/3, reached by the alphas 0.05 to 0.30: six of nineteen.
  const result = evaluate(boxes(...walk(1, 0, 1, 4)), boxes(...walk(1, 5, 1, 4)))
  expect(result).toMatchObject({ MOTA: -1, IDF1: 0, misses: 4, falsePositives: 4, MOTP: 0 })
  expect(result.HOTA).toBeCloseTo(6 / 19, 4)
})

test('two people who swap ids are two switches', () => {
  const truth = boxes(...walk(1, 0, 1, 4), ...walk(2, 100, 1, 4))
  const tracks = boxes(...walk(1, 0, 1, 3), ...walk(2, 100, 1, 3), [4, 2, 0], [4, 1, 100])
  // AssA: pairs of 3 frames 3/(4+4−3), of 1 frame 1/(4+4−1); weighed by their boxes.
  expect(evaluate(truth, tracks)).toMatchObject({ idSwitches: 2, MOTA: 0.75, IDF1: 0.75 })
  expect(evaluate(truth, tracks).AssA).toBeCloseTo((6 * (3 / 5) + 2 * (1 / 7)) / 8, 4)
})

test('truth rows marked 0 or of another class than pedestrian do not count', () => {
  const truth = parseMotFile('1,1,0,0,10,10,1,1,1\n1,2,50,0,10,10,0,1,1\n1,3,90,0,10,10,1,7,1\n')
  expect(evaluate(truth, boxes([1, 1, 0]))).toMatchObject({ truthBoxes: 1, MOTA: 1 })
})

test('a track on a poster or a rider is neither right nor wrong, unless a person fits it better', () => {
  const truth = parseMotFile('1,1,0,0,10,10,1,1,1\n1,2,50,0,10,10,0,7,1\n1,3,2,0,10,10,0,2,1\n')
  expect(evaluate(truth, boxes([1, 1, 0], [1, 2, 50]))).toMatchObject({ trackBoxes: 1, falsePositives: 0, MOTA: 1 })
  expect(evaluate(truth, boxes([1, 1, 0], [1, 2, 90]))).toMatchObject({ trackBoxes: 2, falsePositives: 1, MOTA: 0 })
})

test('nine columns whose class is -1 name no class', () => {
  const truth = parseMotFile('1,1,0,0,10,10,1,-1,-1\n')
  expect(evaluate(truth, boxes([1, 1, 0]))).toMatchObject({ truthBoxes: 1, MOTA: 1 })
})

test('just half overlap is enough', () => {
  const third = parseMotFile('1,1,0.1,0,0.3,10,1\n')
  expect(evaluate(third, parseMotFile('1,1,0.2,0,0.3,10,1\n')).misses).toBe(0)
})

test('in ten columns the eighth is a place in the world, not a class', () => {
  const truth = parseMotFile('1,1,0,0,10,10,1,7.25,-3.5,0\n')
  expect(evaluate(truth, boxes([1, 1, 0]))).toMatchObject({ truthBoxes: 1, MOTA: 1 })
})

test('no tracks are all misses, no truth is refused, and so is one id twice in a frame', () => {
  const truth = boxes([1, 1, 0])
  expect(evaluate(truth, [])).toMatchObject({ MOTA: 0, IDF1: 0, HOTA: 0, misses: 1, precision: 0 })
  expect(() => evaluate([], truth)).toThrow('no row counts')
  expect(() => evaluate(truth, boxes([3, 7, 0], [3, 7, 40]))).toThrow('tracks: id 7 stands twice in frame 3')
})
