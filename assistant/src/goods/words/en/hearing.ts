import type { GoodsHearing } from '../words.ts'

const what = "(?<what>[a-z][a-z' -]{1,40}?)"
const end = '(?=$| and | but | or | please| for | under | with | that | i | can | what | which )'

export const hearing: GoodsHearing = {
  refused: [
    new RegExp(
      `\\b(?:allergic to|allergy to|intolerant to|can't eat|cannot eat|can not eat|can't have|cannot have|do not eat|don't eat|doesn't eat|do not like|don't like|don't want|doesn't like|without|except|avoid|no|not|free of|instead of)(?: any| the| a)? ${what}${end}`,
      'g',
    ),
    /\b(?<what>[a-z]+(?: [a-z]+)?)(?:-| )(?:allergy|free)\b/g,
    /\b(?:allergic to|no|without) [a-z]+ (?:or|and) (?<what>[a-z]+)/g,
  ],
  allergic: /\ballerg(?:ic|y|ies|ens?)\b|intoleran/,
  budget: [
    /\b(?:under|below|less than|at most|up to|within|no more than|max(?:imum)?|cheaper than|for|budget (?:of|is)|spend) (?:about |around )?[¥￥]?(\d+(?:\.\d+)?|[a-z]+(?:[ -][a-z]+)?) ?(?:yuan|rmb|dollars|kuai|bucks)\b/,
    /\b(?:under|below|less than|at most|up to|no more than|budget (?:of|is)) [¥￥]?(\d+(?:\.\d+)?)\b(?! (?:minutes|min|hours|people|kids|grams|g|kg|kilos?))/,
    /\b(\d+(?:\.\d+)?) (?:yuan|rmb|dollars|kuai|bucks)\b/,
  ],
  minutes: [/\b(?:in|under|within|less than|takes?|at most)?(?: about)? ?(\d+|[a-z]+(?:[ -][a-z]+)?)[ -]minutes?\b/],
  hours: /\b(?:half an hour|an hour)\b/,
  mine: /\b(?:my|our|i bought|i got|we bought|i ordered|from my order)\b/,
  quick: /\b(?:quick|fast|quickly|in a hurry|no time)\b/,
  season: /\b(?:in season|seasonal)\b/,
  cheaper: /\bcheap(?:er|est)?\b/,
  members: /\bpoints?\b|\bmy (?:member|loyalty)?\s?(?:card|membership|level)\b|\blost\b/,
  sells:
    /^(?:do you (?:sell|have|stock|carry|keep)|have you(?: got)?|does this (?:shop|store) (?:sell|have)|can i (?:get|buy|find)|is there)(?: any| some| a)? (?!any|it|that|this|them|stock|in stock|offers?|anything|something|a |discount|member|the )[a-z' -]{3,30}(?: here)?$/,
  now: /\b(?:now|open today|still open)\b/,
  tomorrow: /\btomorrow\b/,
  weekdays: [/\bmonday/, /\btuesday/, /\bwednesday/, /\bthursday/, /\bfriday/, /\bsaturday|\bweekend/, /\bsunday/],
}
