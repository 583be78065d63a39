/** Goods drawn flat, each on a 200 × 200 grid: pictures that cost no request and promise no particular piece. */
export type Food =
  | 'salmon'
  | 'shrimp'
  | 'meat'
  | 'poultry'
  | 'milk'
  | 'egg'
  | 'apple'
  | 'lemon'
  | 'tomato'
  | 'leaf'
  | 'avocado'
  | 'mushroom'
  | 'bread'
  | 'bowl'
  | 'bottle'

const petals = Array.from({ length: 9 }, (_, index) => index * 40)
const marbling = [52, 74, 96, 118, 140]

const drawn: Record<Food, React.ReactNode> = {
  salmon: (
    <>
      <path d="M26 96c6-44 46-66 90-60 40 6 66 34 62 72-4 40-38 62-82 58-44-4-74-34-70-70Z" fill="#f3a58c" />
      <path d="M38 98c6-36 38-54 76-48 34 5 56 28 52 60-4 34-32 51-68 47-38-4-64-28-60-59Z" fill="#ee8565" />
      {marbling.map((x) => (
        <path
          key={x}
          d={`M${x} 58c16 24 16 62 0 90`}
          fill="none"
          stroke="#fbd3c3"
          strokeWidth="6"
          strokeLinecap="round"
        />
      ))}
    </>
  ),
  lemon: (
    <>
      <circle cx="100" cy="100" r="80" fill="#f1bd3c" />
      <circle cx="100" cy="100" r="70" fill="#fff3cd" />
      {petals.map((turn) => (
        <path
          key={turn}
          d="M100 90 L84 48 Q100 38 116 48 Z"
          fill="#f8d05a"
          stroke="#f8d05a"
          strokeWidth="5"
          strokeLinejoin="round"
          transform={`rotate(${turn} 100 100)`}
        />
      ))}
      <circle cx="100" cy="100" r="8" fill="#fff3cd" />
    </>
  ),
  tomato: (
    <>
      <path d="M100 44c52-12 84 20 80 64-4 46-40 70-80 70s-76-24-80-70c-4-44 28-76 80-64Z" fill="#d95b43" />
      <path d="M46 84c6-18 18-26 32-28" fill="none" stroke="#f0a08c" strokeWidth="9" strokeLinecap="round" />
      <path
        d="M100 52c-16-10-34-10-46 0 16 2 24 8 30 16 2-8 8-12 16-14 8 2 14 6 16 14 6-8 14-14 30-16-12-10-30-10-46 0Z"
        fill="#3f7d4e"
      />
      <path d="M100 54c0-14 4-22 12-30" fill="none" stroke="#3f7d4e" strokeWidth="8" strokeLinecap="round" />
    </>
  ),
  leaf: (
    <>
      <path d="M96 188C92 132 96 76 112 16" fill="none" stroke="#3d7350" strokeWidth="7" strokeLinecap="round" />
      <path d="M96 150c-34 6-60-10-66-42 36-4 62 12 66 42Z" fill="#5a9a68" />
      <path d="M98 118c34 4 62-14 66-48-38 0-62 18-66 48Z" fill="#4b8a5c" />
      <path d="M98 96C70 92 52 72 54 42c32 4 48 26 44 54Z" fill="#6fac79" />
      <path d="M106 62c24-2 40-18 40-44-28 4-42 20-40 44Z" fill="#5a9a68" />
      <path d="M97 160c26 8 50-2 62-26-28-8-52 2-62 26Z" fill="#6fac79" />
    </>
  ),
  egg: (
    <>
      <path d="M100 22c40 0 70 54 70 96 0 38-30 62-70 62s-70-24-70-62c0-42 30-96 70-96Z" fill="#fffaf0" />
      <path
        d="M100 22c40 0 70 54 70 96 0 38-30 62-70 62s-70-24-70-62c0-42 30-96 70-96Z"
        fill="none"
        stroke="#ead9b8"
        strokeWidth="6"
      />
      <circle cx="100" cy="116" r="36" fill="#f2ae3f" />
      <path d="M80 104c4-10 12-14 20-15" fill="none" stroke="#fbd68e" strokeWidth="7" strokeLinecap="round" />
    </>
  ),
  avocado: (
    <>
      <path d="M100 14c30 0 38 40 52 70 14 32 14 102-52 102S34 116 48 84c14-30 22-70 52-70Z" fill="#3f6b45" />
      <path d="M100 28c22 0 28 34 40 62 12 28 12 84-40 84s-52-56-40-84c12-28 18-62 40-62Z" fill="#d9e4a0" />
      <path d="M100 44c14 0 20 28 28 50 10 24 10 66-28 66s-38-42-28-66c8-22 14-50 28-50Z" fill="#eef0c4" />
      <circle cx="100" cy="122" r="29" fill="#8a5a3c" />
      <path d="M86 112c4-6 8-8 14-9" fill="none" stroke="#b98763" strokeWidth="6" strokeLinecap="round" />
    </>
  ),
  shrimp: (
    <>
      <path
        d="M154 58c-52-26-112 0-112 54 0 40 34 62 70 56 14-2 20-14 10-22-22-2-38-14-38-34 0-28 34-42 68-30Z"
        fill="#ef9273"
      />
      <path
        d="M74 64l18 26M50 96l30 10M52 132l30-8M80 160l12-26"
        stroke="#fbd3c3"
        strokeWidth="6"
        strokeLinecap="round"
        fill="none"
      />
      <path d="M112 168c16 6 30 14 44 8-4-12-10-18-22-20 10-4 16-12 16-22-16 0-28 8-30 18Z" fill="#e06f4f" />
      <circle cx="136" cy="68" r="6" fill="#1d2b25" />
      <path d="M152 60c14-14 26-18 36-18M152 64c16-4 26-2 36 4" stroke="#e06f4f" strokeWidth="4" fill="none" />
    </>
  ),
  mushroom: (
    <>
      <path d="M84 104c2 30-4 52-14 70 18 10 42 10 60 0-10-18-16-40-14-70Z" fill="#f7ead6" />
      <path d="M20 108C20 62 56 30 100 30s80 32 80 78c-40 14-120 14-160 0Z" fill="#c79a74" />
      <path d="M46 84c8-18 22-28 40-32" fill="none" stroke="#e6c7a6" strokeWidth="9" strokeLinecap="round" />
    </>
  ),
  meat: (
    <>
      <path d="M30 84c8-38 50-52 92-44 38 8 58 34 50 66-10 40-40 62-82 58-46-4-68-44-60-80Z" fill="#f3d3c4" />
      <path d="M44 90c8-28 40-40 76-32 30 6 44 26 38 48-8 30-32 46-66 42-36-4-54-32-48-58Z" fill="#c8564c" />
      <path
        d="M74 76c20 6 36 20 42 40M96 66c18 8 30 20 36 36M62 96c16 6 28 18 32 34"
        fill="none"
        stroke="#eeb3a6"
        strokeWidth="6"
        strokeLinecap="round"
      />
    </>
  ),
  poultry: (
    <>
      <path d="M118 112 52 178" stroke="#f7ead6" strokeWidth="20" strokeLinecap="round" />
      <circle cx="42" cy="172" r="14" fill="#f7ead6" />
      <circle cx="56" cy="184" r="14" fill="#f7ead6" />
      <path d="M84 122c-22-44 4-96 54-98 34-2 50 26 44 56-8 42-54 70-98 42Z" fill="#dd9d5b" />
      <path d="M108 60c6-12 18-18 32-18" fill="none" stroke="#f2cd9c" strokeWidth="9" strokeLinecap="round" />
    </>
  ),
  milk: (
    <>
      <path
        d="M62 74 82 34h36l20 40v98a10 10 0 0 1-10 10H72a10 10 0 0 1-10-10Z"
        fill="#fffdf6"
        stroke="#d9d3c2"
        strokeWidth="6"
      />
      <path d="M80 24h40v14H80Z" fill="#4e8fb0" />
      <path d="M62 104h76v44H62Z" fill="#7db4cf" />
      <path d="M100 112c8 10 12 16 12 22a12 12 0 0 1-24 0c0-6 4-12 12-22Z" fill="#fffdf6" />
    </>
  ),
  apple: (
    <>
      <path
        d="M100 60c40-18 74 6 74 52 0 40-26 70-50 70-10 0-16-4-24-4s-14 4-24 4c-24 0-50-30-50-70 0-46 34-70 74-52Z"
        fill="#cf4b45"
      />
      <path d="M48 100c2-14 10-24 22-28" fill="none" stroke="#eda096" strokeWidth="9" strokeLinecap="round" />
      <path d="M100 60c-2-18 4-32 16-42" fill="none" stroke="#6b4a35" strokeWidth="8" strokeLinecap="round" />
      <path d="M112 42c12-18 30-22 46-16-8 18-26 24-46 16Z" fill="#5a9a68" />
    </>
  ),
  bread: (
    <>
      <path
        d="M30 92c-8-26 20-46 70-46s78 20 70 46c-2 8-8 12-8 18v44a12 12 0 0 1-12 12H50a12 12 0 0 1-12-12v-44c0-6-6-10-8-18Z"
        fill="#d59a5c"
      />
      <path d="M46 94c-4-18 18-32 54-32s58 14 54 32c-2 6-6 8-6 14v42H52v-42c0-6-4-8-6-14Z" fill="#f6dfb6" />
    </>
  ),
  bowl: (
    <>
      <path d="M38 96c4-34 34-50 62-50s58 16 62 50Z" fill="#5a9a68" />
      <circle cx="76" cy="76" r="18" fill="#f4ead2" />
      <circle cx="118" cy="72" r="16" fill="#d95b43" />
      <path d="M22 94h156c0 46-30 76-78 76S22 140 22 94Z" fill="#4e7f93" />
      <path d="M44 116c6 16 16 26 30 32" fill="none" stroke="#8fb6c5" strokeWidth="8" strokeLinecap="round" />
    </>
  ),
  bottle: (
    <>
      <path
        d="M86 20h28v34c0 10 22 18 22 44v70a12 12 0 0 1-12 12H76a12 12 0 0 1-12-12V98c0-26 22-34 22-44Z"
        fill="#f1bd3c"
      />
      <path d="M84 18h32v16H84Z" fill="#3f7d4e" />
      <path d="M64 104h72v44H64Z" fill="#fffaf0" />
      <circle cx="100" cy="126" r="14" fill="#ee8565" />
    </>
  ),
}

/** The first that fits is drawn: what is named most closely stands first. */
const pictured: [RegExp, Food][] = [
  [/mushroom|enoki|shiitake|fungi/, 'mushroom'],
  [/avocado/, 'avocado'],
  [/tomato/, 'tomato'],
  [/apple|cherry|cherries|strawberr|persimmon/, 'apple'],
  [/shrimp|prawn|crab|shell|oyster|clam|scallop|lobster/, 'shrimp'],
  [/egg(?!plant)/, 'egg'],
  [/poultry|chicken|duck/, 'poultry'],
  [/salmon|fish|sashimi|sushi/, 'salmon'],
  [/meat|beef|pork|lamb/, 'meat'],
  [/dairy|milk|yog|cheese/, 'milk'],
  [/lemon|citrus|fruit|berry/, 'lemon'],
  [/bread|bakery/, 'bread'],
  [/drink|juice|water/, 'bottle'],
  [/tofu|ready-meal/, 'bowl'],
]

/** The picture of a category or product's id; a leaf for all that has none. */
export const foodOf = (words: string): Food =>
  pictured.find(([pattern]) => pattern.test(words.toLowerCase()))?.[1] ?? 'leaf'

export function FoodPicture({ food, className }: { food: Food; className?: string }) {
  return (
    <svg className={className} viewBox="0 0 200 200" aria-hidden="true">
      {drawn[food]}
    </svg>
  )
}

/** Piece, place and size on the table, turn in degrees. */
const table: [Food, x: number, y: number, size: number, turn: number][] = [
  ['leaf', 70, 60, 300, -38],
  ['lemon', 640, 30, 270, 12],
  ['avocado', 60, 300, 270, -18],
  ['leaf', 800, 190, 260, 42],
  ['salmon', 300, 150, 400, -8],
  ['tomato', 640, 330, 250, 8],
  ['egg', 860, 400, 190, 16],
  ['shrimp', 300, 450, 200, -10],
  ['mushroom', 500, 500, 160, 14],
  ['tomato', 195, 40, 130, -20],
]

export function StillLife({ className }: { className: string }) {
  return (
    <svg className={className} viewBox="0 0 1080 700" preserveAspectRatio="xMidYMid meet" aria-hidden="true">
      <ellipse cx="540" cy="352" rx="500" ry="330" fill="#f4e7cf" />
      <ellipse cx="540" cy="352" rx="440" ry="280" fill="#fbf2e0" />
      {table.map(([food, x, y, size, turn]) => (
        <g key={`${food}${x}`} transform={`translate(${x} ${y}) rotate(${turn} ${size / 2} ${size / 2})`}>
          <g transform={`scale(${size / 200})`}>{drawn[food]}</g>
        </g>
      ))}
    </svg>
  )
}
