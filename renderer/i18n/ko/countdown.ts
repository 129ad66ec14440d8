import type { countdown as english } from '../en/countdown.ts'
import type { Translation } from '../texts.ts'

export const countdown: Translation<typeof english> = {
  title: '라이브 시작까지',
  spoken: '{{seconds}}초 뒤 라이브',
  rehearsal: '리허설입니다. 이 컴퓨터 밖에서는 아무도 볼 수 없습니다.',
  real: '그때부터 시청자가 보고 듣습니다.',
  cancel: '취소',
  escape: 'Esc 키로도 취소됩니다.',
  stopped: '라이브를 시작하지 않았습니다',
}
