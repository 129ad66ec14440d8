import type {
  devices as englishDevices,
  program as englishProgram,
  warning as englishWarning,
  warningOnMac as englishWarningOnMac,
} from '../en/program.ts'
import type { Translation } from '../texts.ts'

export const program: Translation<typeof englishProgram> = {
  screen: '화면',
  camera: '카메라',
  sound: '소리',
  sounds: { tone: '테스트 톤', silence: '소리 없음' },
  groups: { screens: '모니터', windows: '창' },
  onlyScreen: '모니터',
  allScreens: '모든 모니터',
  screenNumber: '모니터 {{number}}',
  x11Only: '{{name}}: X11 창만',
  systemSound: '이 컴퓨터의 소리',
  pickedScreen: '시스템 창에서 고르는 모니터나 창',
  testPattern: '테스트 화면',
  noSource: '선택 안 함',
  noCamera: '없음',
  filmCamera: '카메라 대신 영상 파일',
  notConnected: '{{name}}(연결 안 됨)',
  andMore: '{{name}} 외 {{more}}개',
  andMoreWarnings: '(외 {{more}}건)',
  showScreen: '내 화면 보여 주기',
  showThis: '‘{{name}}’ 보여 주기',
  showTestPattern: '테스트 화면 보여 주기',
  findScreens: '화면 다시 찾기',
  nothingOpen: '누르기 전에는 아무것도 캡처하지 않습니다.',
  starting: '화면을 여는 중입니다…',
  failed: '화면을 열지 못했습니다.',
  monitor: '보내는 화면',
  level: '소리 크기',
  decibels: '{{value}} dB',
  silent: '소리 없음',
}

export const warning: Translation<typeof englishWarning> = {
  black: { what: '화면이 온통 검습니다.', todo: '카메라 덮개를 열거나 다른 화면을 고르세요.' },
  frozen: { what: '화면이 움직이지 않습니다.', todo: '움직여야 한다면 다시 고르세요.' },
  'too-dark': { what: '화면이 많이 어둡습니다.', todo: '조명을 켜거나 커튼을 여세요.' },
  'wrong-shape': { what: '화면이 자리를 다 채우지 못합니다.', todo: '‘장면 편집’에서 ‘채우기’나 ‘흐리게 채우기’를 고르세요.' },
  'mirror-tunnel': { what: 'Tally 창이 화면에 함께 나옵니다.', todo: '이 창을 다른 모니터로 옮기거나 창 하나만 보여 주세요.' },
  silent: { what: '아무 소리도 들리지 않습니다.', todo: '마이크가 켜져 있고 가까이 있는지 확인하세요.' },
  clipping: { what: '소리가 너무 커서 찢어집니다.', todo: '소리 크기를 줄이거나 마이크에서 조금 떨어지세요.' },
  'return-feed-heard': { what: '시청자에게 소리가 두 번 들립니다.', todo: '시청자가 받는 화면의 소리를 끄거나 헤드폰을 쓰세요.' },
}

export const warningOnMac: Translation<typeof englishWarningOnMac> = {
  black:
    '모니터가 검지 않다면 시스템 설정 → 개인정보 보호 및 보안 → 화면 기록에서 Tally나 Tally를 시작한 프로그램을 켜세요. 그런 다음 Tally를 종료하고 다시 여세요.',
  silent:
    '마이크가 켜져 있다면 시스템 설정 → 개인정보 보호 및 보안 → 마이크에서 Tally나 Tally를 시작한 프로그램을 켜세요. 그런 다음 Tally를 종료하고 다시 여세요.',
}

export const devices: Translation<typeof englishDevices> = {
  title: '열린 장치',
  none: '열린 장치가 없습니다. Tally는 시작할 때에도 장치를 저절로 열지 않습니다.',
  refresh: '장치 다시 찾기',
  release: '모두 해제',
  whileSending: '먼저 스트리밍을 중지하세요.',
  openPrivacy: '시스템 설정 열기',
  state: { opening: '여는 중', running: '동작 중', stalled: '새 내용 없음', lost: '사라짐' },
}
