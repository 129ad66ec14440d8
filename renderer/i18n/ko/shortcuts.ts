import type { shortcuts as english } from '../en/shortcuts.ts'
import type { Translation } from '../texts.ts'

export const shortcuts: Translation<typeof english> = {
  title: '키보드 단축키',
  switch: '키보드 단축키 사용',
  hint: '글을 입력하거나 대화 상자가 열려 있을 때는 동작하지 않습니다. 키의 위치로 인식하므로 한글 자판에서도 그대로 쓸 수 있습니다.',
  held: '두 키를 함께 길게 누르기',
  heldAlone: '키를 누르고 있는 동안',
  or: '또는',
  notHere: '지금은 화면에 없는 기능입니다.',
  groups: { broadcast: '방송', picture: '화면과 소리', view: '보기', help: '도움말' },
  does: {
    scene: '‘{{scene}}’ 장면',
    hush: '내 소리 끄기',
    stream: '스트리밍 시작 또는 중지',
    goLive: '라이브 시작',
    endLive: '방송 종료',
    reconnect: '지금 다시 연결',
    sound: '시청자가 받는 화면의 소리 켜기 또는 끄기',
    programLarge: '보내는 화면 크게 보기',
    returnLarge: '시청자가 받는 화면 크게 보기',
    autoMonitors: '두 화면 다시 함께 보기',
    tab: '‘{{tab}}’ 탭',
    sheet: '이 목록 보기',
  },
}
