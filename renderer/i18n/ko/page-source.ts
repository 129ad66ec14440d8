import type { pageSource as english } from '../en/page-source.ts'
import type { Translation } from '../texts.ts'

export const pageSource: Translation<typeof english> = {
  title: '이 페이지를 소스로 쓰기',
  means: '이 페이지가 열려 있는 동안 브라우저의 카메라, 화면 공유, 마이크를 방송에 쓸 수 있습니다.',
  use: { camera: '카메라 쓰기', screen: '화면 공유하기', mic: '마이크 쓰기' },
  kind: { camera: '카메라와 그 소리', screen: '화면 공유', mic: '마이크' },
  label: { camera: '페이지의 카메라', screen: '페이지의 화면 공유', mic: '페이지의 마이크' },
  labelWithDevice: '{{label}}({{device}})',
  state: {
    off: '꺼짐',
    asking: '브라우저가 권한을 묻고 있습니다.',
    ready: '준비되었습니다. 화면, 카메라, 소리에서 고르세요.',
    recording: '쓰고 있습니다.',
    refused: '허용되지 않았거나 장치가 없습니다. 브라우저 주소창에서 허용한 뒤 다시 시도하세요.',
    unable: '이 브라우저에서는 쓸 수 없습니다. Chrome, Edge, Firefox를 사용하세요.',
    ended: '브라우저가 끝냈습니다. 다시 쓰면 돌아옵니다.',
  },
  isOn: '이미 켜져 있습니다.',
  stop: '이 페이지의 소스 모두 끄기',
}
