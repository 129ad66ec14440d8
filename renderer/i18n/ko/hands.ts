import type { hands as english } from '../en/hands.ts'
import type { Translation } from '../texts.ts'

export const hands: Translation<typeof english> = {
  else: '다른 인코더가 내 스트림키로 송출하고 있습니다',
  taken: '다른 인코더가 내 스트림키를 차지했습니다',
  offAir: '플립플랍 클라우드가 받는 스트림은 이 컴퓨터의 것이 아닙니다. 아직 나만 볼 수 있습니다.',
  offAirTodo: '내 인코더라면 여기서 송출하지 않아도 됩니다. 화면을 확인하고 ‘라이브 시작’을 길게 누르세요.',
  onAir: '시청자가 보는 스트림은 이 컴퓨터의 것이 아닙니다. 여기서 화면과 상태를 지켜볼 수 있습니다.',
  onAirTodo: '끝내려면 먼저 그 인코더를 멈추고 ‘방송 종료’를 길게 누르세요.',
  notYours: '내 인코더가 아니라면 ‘강제 종료’로 끊으세요. 스트림키도 새로 발급됩니다.',
  elsewhere: '내 스트림키가 다른 비디오룸에서 방송 중입니다',
  elsewhereRoom: '지금 ‘{{title}}’에서 쓰고 있습니다. 그 방송이 끝나야 여기서 시작할 수 있습니다.',
  jump: '그 비디오룸으로 가기',
}
