import type { desktop as english } from '../en/desktop.ts'
import type { Translation } from '../texts.ts'

export const desktop: Translation<typeof english> = {
  title: '이 컴퓨터에서',
  notices: '다른 일을 할 때 알림 받기',
  noticesHint: '라이브를 시작했을 때, 방송을 확인해야 할 때, 녹화가 준비되었을 때 알립니다. Tally를 보고 있을 때는 알리지 않습니다.',
  noticesUnsupported: '이 데스크톱은 프로그램의 알림을 보여 주지 않습니다.',
  hide: '화면 캡처에서 Tally 숨기기',
  hiding: {
    hint: '내보내는 화면과 다른 프로그램의 캡처에 이 창이 나오지 않습니다. 내 눈에는 그대로 보입니다.',
    mac: '캡처에서 이 창을 빼도록 macOS에 요청합니다. 최신 macOS에서는 그래도 나올 수 있습니다.',
    unsupported: 'Windows와 macOS에서만 됩니다. Linux에는 방법이 없습니다.',
  },
  hotkeys: '어디서나 쓰는 단축키',
  hotkeysHint: '다른 프로그램을 쓰는 중에도 작동합니다. 처음에는 정해진 키가 없습니다.',
  wayland: '지금은 Wayland 세션입니다. 뒤에 있는 프로그램에 키를 넘겨주지 않아 작동하지 않을 수 있습니다.',
  act: { mute: '마이크 음소거', 'be-right-back': '잠시 자리 비움 켜고 끄기', end: '방송 종료 (두 번 누르기)' },
  state: {
    unset: '정한 키가 없습니다.',
    set: '쓸 수 있습니다.',
    taken: '다른 프로그램이나 시스템이 쓰는 키입니다. 다른 키를 고르세요.',
    duplicate: '위에서 이미 고른 키입니다. 다른 키를 고르세요.',
    invalid: '어디서나 쓸 수는 없는 키입니다. 다른 키를 고르세요.',
  },
  choose: '키 정하기',
  change: '바꾸기',
  listening: '키를 누르세요…',
  press: '지금 키를 누르세요. Esc를 누르면 취소합니다.',
  unfit: '다른 프로그램에 필요한 키입니다. Ctrl, Alt, Shift, ⌘ 가운데 둘과 함께 누르거나 기능 키를 쓰세요.',
  chooseFor: '키 정하기: {{name}}',
  remove: '지우기',
  removeFor: '키 지우기: {{name}}',
  privacy: '시스템이 Tally에 허용한 것',
  privacyHint: '장치를 처음 고를 때 시스템이 묻습니다. 허용하지 않았다면 시스템 설정에서만 바꿀 수 있습니다.',
  privacyOf: { camera: '카메라', microphone: '마이크', screen: '화면' },
  privacyState: {
    allowed: '허용됨.',
    refused: '허용되지 않음. 설정에서 Tally를 켠 다음 Tally를 종료하고 다시 여세요.',
    'not-asked': '아직 묻지 않았습니다.',
    unknown: '시스템이 알려 주지 않습니다.',
  },
  openPrivacy: '시스템 설정 열기',
}
