import type { layout as english } from '../en/layout.ts'
import type { Translation } from '../texts.ts'

export const layout: Translation<typeof english> = {
  close: '닫기',
  phases: '방송 단계',
  phase: { prepare: '준비', preview: '미리보기', 'on-air': '방송 중', after: '종료 후' },
  tabs: '자세히 보기',
  tab: { setup: '준비', health: '상태', states: '흐름', share: '공유', events: '기록' },
  stack: '위아래로 보기',
  sideBySide: '나란히 보기',
  bothEqual: '같은 크기로 보기',
  enlarge: { program: '보내는 화면 크게 보기', 'return-feed': '시청자가 받는 화면 크게 보기' },
  forceEnd: {
    title: '방송을 강제로 종료할까요?',
    cutTitle: '다른 인코더를 끊을까요?',
    cut: '지금 누가 송출하고 있든 바로 끊깁니다.',
    now: '누가 송출하고 있든 방송이 즉시 완전히 끝납니다.',
    key: '스트림키가 재발급됩니다. 이전 키를 쓰는 인코더는 더 이상 송출할 수 없습니다.',
    recording: '녹화가 남지 않을 수 있습니다. 무엇을 남길지는 플립플랍 클라우드가 정합니다.',
    instead: '시간이 있다면 ‘방송 종료’를 쓰세요. 녹화가 저장됩니다.',
    keep: '종료하지 않기',
  },
  checklist: {
    title: '라이브 전 확인',
    level: { good: '(완료)', warn: '(확인 필요)', todo: '(아직)', bad: '(문제 있음)' },
    connection: {
      good: '플립플랍 클라우드에 연결되었습니다',
      rehearsal: '이 컴퓨터에서 리허설할 준비가 되었습니다',
      todo: '플립플랍 클라우드에 연결하세요',
    },
    room: { good: '비디오룸을 골랐습니다', todo: '시작할 수 있는 비디오룸을 고르세요' },
    picture: { good: '화면이 나옵니다', todo: '내 화면을 보여 주세요' },
    shape: { good: '화면 방향이 스트림키와 맞습니다', todo: '화면과 스트림키의 방향이 다릅니다. ‘출력’을 확인하세요' },
    sound: { good: '소리를 보냅니다', todo: '소리 없이 보내고 있습니다' },
    stream: { good: '스트림이 나가고 있습니다', todo: '스트리밍을 시작하세요' },
    seen: { good: '시청자가 받는 화면이 돌아옵니다', todo: '스트림이 돌아올 때까지 기다리세요' },
  },
}
