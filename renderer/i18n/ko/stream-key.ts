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
  reissue: {
    open: '키 재발급…',
    title: '스트림키를 새로 발급할까요?',
    old: '지금 키는 더 이상 쓸 수 없습니다. 이 키를 쓰는 인코더는 송출할 수 없게 됩니다.',
    here: 'Tally는 새 키를 자동으로 씁니다.',
    others: '다른 인코더를 쓴다면 새 키를 입력해야 다시 송출할 수 있습니다.',
    keep: '지금 키 유지',
    do: '키 재발급',
  },
  replaced: '강제 종료로 스트림키가 새로 발급되었습니다. 다른 인코더를 쓴다면 새 키를 입력하세요.',
  show: '새 스트림키로 가기',
}
