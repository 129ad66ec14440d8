import type { sound as english } from '../en/sound.ts'
import type { Translation } from '../texts.ts'

export const sound: Translation<typeof english> = {
  title: '소리 조절',
  nothingHeard: '시청자에게 아무 소리도 들리지 않습니다. 소리를 고르세요.',
  mute: '음소거',
  muted: '음소거됨',
  muteThis: '‘{{name}}’ 음소거',
  mutedThis: '‘{{name}}’ 음소거됨',
  meterOf: '‘{{name}}’ 소리 크기',
  levelOf: '‘{{name}}’ 크기 조절',
  more: '더 보기',
  delay: '지연(ms)',
  delayOf: '‘{{name}}’ 지연 시간(밀리초)',
  remove: '빼기',
  removeThis: '‘{{name}}’ 빼기',
  add: '소리 추가',
  addOne: '소리 추가…',
}
