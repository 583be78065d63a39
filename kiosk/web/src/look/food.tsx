/** Goods drawn flat, each on a 200 × 200 grid: pictures that cost no request and promise no particular piece. */
export type Food = 'salmon' | 'lemon' | 'tomato' | 'leaf' | 'egg' | 'avocado' | 'shrimp' | 'mushroom'

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
}

const pictured: [RegExp, Food][] = [
  [/salmon|fish|sashimi|sushi|seafood/, 'salmon'],
  [/shrimp|prawn|crustacean|crab|shell/, 'shrimp'],
  [/egg|dairy|milk|yog|cheese/, 'egg'],
  [/lemon|citrus|fruit|berry|cherry/, 'lemon'],
  [/tomato|vegetable/, 'tomato'],
  [/avocado/, 'avocado'],
  [/mushroom|fungi|bakery|bread/, 'mushroom'],
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
