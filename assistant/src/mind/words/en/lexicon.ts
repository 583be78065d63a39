import type { DialogLexicon } from '../words.ts'

export const lexicon: DialogLexicon = {
  yes: /^(?:(?:yes|yeah|yep|yup|sure|ok|okay|right|correct|exactly|please do|go ahead|do it|of course|that's it|that is it|that's right|that is right|it is|sounds good|fine)(?: please| thanks| thank you| that's right| correct| do that| it is)*)$/,
  no: /^(?:no|nope|nah|not really|that's wrong|that is wrong|wrong|that's not right|it isn't|neither|don't|never mind|leave it|no way)(?: thanks| thank you| it isn't| that's wrong| that is wrong| not right)*$/,
  human:
    /^(?:(?:a |an |the )?(?:human|person|real person|agent|operator|representative|staff|manager|colleague|somebody|someone))(?: please| now)?$/,
  correction:
    /^(?:no|nope|not that|sorry|wait|actually|i meant|i said|not)\b|\b(?:i meant|i mean|i said|rather|instead)\b/,
  other: /\b(?:the )?other (?:one|two)?\b|\bother one\b|\bnot (?:this|that) one\b/,
  that: /^(?:the )?(?:that|this|first|former)(?: one)?(?: please)?$|^one$/,
  second: /^(?:the )?(?:second|last|latter)(?: one)?(?: please)?$|^two$/,
  ordinals: [/\bthe first\b/, /\bthe second\b/, /\bthe third\b/, /\bthe fourth\b/],
  around:
    /\b(?:and|the|a|an|what|how|about|of|with|for|my|your|this|that|then|also|some|any|please|no|not|i|meant|mean|said|sorry|actually|but|it|is|it's|was|one|wait|rather|instead|so|um|hi|hello|to|know|tell|me)\b/g,
  skip: /^(?:no|nope|skip|none|don't|no thanks|no need|not needed|i don't know|i do not know|don't know|no idea|not sure|nothing|leave it|i don't have (?:one|it))(?: thanks| please)?$/,
  counter:
    /\b(?:in (?:the|your) (?:store|shop)|at the counter|here in|bought it here|in store|no order|don't have an order|not an order|no number|don't have (?:a|the|my|it)|i was here)\b/,
  endsFrom: 0.4,
  named: { en: /\benglish\b/, zh: /\b(?:chinese|mandarin|putonghua)\b/ },
  notSpoken: /\b(?:don't|do not|can't|cannot|not)\b/,
  stop: /^(?:no )?(?:never mind|forget it|forget about it|leave it|stop|cancel that|cancel this|drop it|that's all|let it be)(?: please| thanks)?$/,
  it: /\b(?:it|this|that|they|them|these|those)\b/,
  only: /\b(?:only|just|weighs|weighed|weigh)\b/,
  ordered: /\b(?:order|ordered|online|delivered|delivery|app)\b/,
}
