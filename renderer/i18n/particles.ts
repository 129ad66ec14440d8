/** Korean particles that change with the sound before them: after a consonant / after a vowel. */
export const particlePairs = ['을/를', '이/가', '은/는', '과/와', '으로/로', '이라/라', '이라고/라고', '이나/나', '이랑/랑'] as const
export type ParticlePair = (typeof particlePairs)[number]

type LastSound = 'consonant' | 'rieul' | 'vowel' | 'unknown'

/**
 * The form of a particle that fits behind a word, as people read that word aloud in Korean: `particle('OBS', '을/를')` → `를`.
 * What nobody can tell, such as an empty word, gets both forms, as Korean print does: `을(를)`, `(으)로`.
 */
export function particle(word: string, pair: ParticlePair): string {
  const slash = pair.indexOf('/')
  const afterConsonant = pair.slice(0, slash)
  const afterVowel = pair.slice(slash + 1)
  switch (lastSound(word)) {
    case 'consonant':
      return afterConsonant
    case 'rieul':
      return pair === '으로/로' ? afterVowel : afterConsonant
    case 'vowel':
      return afterVowel
    case 'unknown':
      return afterConsonant.endsWith(afterVowel)
        ? `(${afterConsonant.slice(0, -afterVowel.length)})${afterVowel}`
        : `${afterConsonant}(${afterVowel})`
  }
}

function lastSound(text: string): LastSound {
  const composed = text.normalize('NFC')
  // What stands in round brackets at the end is not read: the particle belongs to the word before them.
  const bare = composed.replace(/[(（][^()（）]*[)）][^\p{L}\p{N}]*$/u, '')
  const read = /[\p{L}\p{N}]/u.test(bare) ? bare : composed
  const last = /([\p{L}\p{N}%+])[^\p{L}\p{N}%+]*$/u.exec(read)?.[1] ?? ''
  if (/[가-힣]/.test(last)) return ofSyllable(last)
  if (/[ㄱ-ㅎ]/.test(last)) return last === 'ㄹ' ? 'rieul' : 'consonant'
  // 일, 칠, 팔 end in ㄹ; 영, 삼, 육 and the zeros of 십, 백, 천, 만 in another consonant. 퍼센트 and 플러스 end in a vowel.
  if (/[178]/.test(last)) return 'rieul'
  if (/[036んン]/.test(last)) return 'consonant'
  if (/[2459ㅏ-ㅣ%+\u3041-\u30fa]/.test(last)) return 'vowel'
  return ofLatinWord(/([A-Za-z]+)[^A-Za-z]*$/.exec(toLatin(read))?.[1] ?? '', /[A-Za-z]/.test(toLatin(last)))
}

function ofSyllable(syllable: string): LastSound {
  const final = (syllable.charCodeAt(0) - 0xac00) % 28
  if (final === 0) return 'vowel'
  return final === 8 ? 'rieul' : 'consonant'
}

/** Café is read as Cafe. */
const toLatin = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '')

function ofLatinWord(word: string, isLatin: boolean): LastSound {
  if (!isLatin) return 'unknown'
  const lower = word.toLowerCase()
  const spelled = !/[aeiouy]/.test(lower) || word.length === 1 || (word === word.toUpperCase() && word.length < 4)
  if (spelled) return /[lr]$/.test(lower) ? 'rieul' : /[mn]$/.test(lower) ? 'consonant' : 'vowel'
  if (/(mic|check|hub|set)$/.test(lower)) return 'vowel'
  if (/le?$/.test(lower)) return 'rieul'
  // 줌, 게임, 폰, 스트리밍; 북, 맥, 트랙; 앱, 웹, 챗 but 업데이트, 링크, 캠프; 타입, 레이아웃, 로지텍.
  const closed = /([mn]e?|ng|ck|ook|type|out|tech)$/.test(lower) || /(^|[^aeiou])[aeiouy]([bckpt])\2?$/.test(lower)
  return closed ? 'consonant' : 'vowel'
}
