import type { streamKey as english } from '../en/stream-key.ts'
import type { Translation } from '../texts.ts'

export const streamKey: Translation<typeof english> = {
  title: '스트림키',
  explain: '이 키를 가진 사람은 내 이름으로 방송할 수 있습니다.',
  ingest: '인제스트 주소',
  otherEncoder: '다른 인코더를 쓰려면 그 인코더에 두 가지를 모두 입력하세요. 이 키로는 한 번에 한 인코더만 송출할 수 있습니다.',
  reveal: '{{seconds}}초 동안 보기',
  hide: '지금 숨기기',
  hidesIn: '{{seconds}}초 뒤 숨김',
  shownFor: '스트림키가 {{seconds}}초 동안 보입니다.',
  none: '연결하면 표시됩니다.',
}
