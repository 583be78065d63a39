import type { Bilingual } from '@larder/contracts/site'

/** `加冰 | Ice added`, one action a line. */
export const linesOf = (actions: readonly Bilingual[]): string =>
  actions.map(({ zh, en }) => `${zh} | ${en}`).join('\n')

/** A line without a bar says the same in both languages; empty lines are left out. */
export const parseLines = (text: string): Bilingual[] =>
  text
    .split('\n')
    .map((line) => line.split('|').map((part) => part.trim()))
    .filter(([zh = '']) => zh !== '')
    .map(([zh = '', en = zh]) => ({ zh, en: en || zh }))
