/**
 * The words by which a mood shows. Phrases are written with underscores where a language has spaces. `strong` words
 * decide alone; `mild` ones need company. What is bad without more is taken for anger: shoppers who write so complain.
 */
export interface Lexicon {
  angryStrong: string
  angry: string
  worried: string
  contentStrong: string
  content: string
  /** Turn the meaning of what follows closely. */
  negators: string
  intensifiers: string
  weakeners: string
  /** What follows counts more than what came before. */
  turns: string
  /** Praise that is none, as whole patterns. */
  sarcasm: RegExp[]
  /** Wishes and conditions: praise in them is missed, not given. */
  wishes: string
}

export const emoji = {
  angryStrong: '😡 🤬 👎 🤮 💢 🖕 😤 😠 💩',
  angry: '😒 🙄 😞 😑 😖 😣 ☹ 🙁 😭 💔 😫 😩 😔 🤢 ❌',
  worried: '😟 😰 😨 😧 😱 😥 🤒 😓 😢 😕 🤔',
  content: '😊 😀 😃 😄 😁 🙂 😋 👍 ❤ 💕 😍 🥰 😘 🎉 👏 💯 🌹 😆 🤗 ✨ 👌 💪 🤤 😻',
}
