import { expect, test } from 'vitest'
import { byFrame, formatMotRows, parseMotFile } from './mot-file.ts'

test('what is written is read again', () => {
  const rows = parseMotFile('2,1,10.5,20,30,40,0.9,-1,-1,-1\r\n\n1, 1, -3, 4, 5, 6, 87.25\n')
  expect(rows).toHaveLength(2)
  expect(formatMotRows(rows)).toBe('1,1,-3,4,5,6,87.25,-1,-1,-1\n2,1,10.5,20,30,40,0.9,-1,-1,-1\n')
  expect(parseMotFile(formatMotRows(rows))).toEqual([rows[1], rows[0]])
})

test.each([
  ['1,-1,3,4', 'line 2: 4 fields; give frame,id,x,y,width,height,confidence'],
  ['1,-1,3,4,wide,6,1', 'line 2: width "wide" is not a number'],
  ['1,-1,3,,5,6,1', 'line 2: y "" is not a number'],
  ['1,-1,3,4,5,0,1', 'line 2: height 0 must be above 0'],
  ['1.5,-1,3,4,5,6,1', 'line 2: frame 1.5 must be a whole number'],
  ['9000000000,-1,3,4,5,6,1', 'line 2: frame 9000000000 must be a whole number from 1 to 1000000'],
  ['1,-1,NaN,4,5,6,1', 'line 2: x "NaN" is not a number'],
])('%s is refused by line and field', (line, message) => {
  expect(() => parseMotFile(`1,-1,1,1,9,9,1\n${line}\n`)).toThrow(message)
})

test('Windows line ends, a comma at the end, blanks instead of commas and a byte order mark change nothing', () => {
  const plain = parseMotFile('1,-1,3.5,4,5,6,0.9\n2,-1,3,4,5,6,-0.2\n')
  expect(parseMotFile('\uFEFF1, -1, 3.5, 4, 5, 6, 0.9,\r\n2,-1,3,4,5,6,-2e-1,\r\n\r\n')).toEqual(plain)
  expect(parseMotFile('1 -1 3.5 4 5 6 0.9\n2\t-1\t3\t4\t5\t6\t-0.2')).toEqual(plain)
})

test('a frame in which nothing was seen is a frame all the same', () => {
  expect([...byFrame([{ frame: 3 }, { frame: 5 }])]).toEqual([
    [3, [{ frame: 3 }]],
    [4, []],
    [5, [{ frame: 5 }]],
  ])
})
