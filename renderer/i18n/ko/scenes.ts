import type { scenes as english } from '../en/scenes.ts'
import type { Translation } from '../texts.ts'

export const scenes: Translation<typeof english> = {
  title: '장면',
  edit: '장면 편집',
  layout: {
    screen: '모니터',
    camera: '카메라',
    'screen-camera': '모니터와 카메라',
    'side-by-side': '나란히',
    image: '이미지',
    file: '영상',
    slate: '대기 화면',
  },
  missing: { screen: '모니터를 보여 주는 장면입니다. ‘화면’에서 하나를 고르세요.', camera: '카메라를 보여 주는 장면입니다. 카메라를 고르세요.' },
  showCamera: '카메라 보이기',
  noCameraInScene: '카메라가 나오지 않는 장면입니다.',
  onPicture: '화면 위의 카메라',
  howToMove:
    '끌어서 옮기거나 화살표 키를 쓰세요. Shift 키와 함께 누르면 더 크게 움직입니다. 더하기와 빼기 키로 크기를 바꾸고, 엔터 키로 다음 모서리로 옮깁니다.',
  corner: { 'upper-left': '왼쪽 위', 'upper-right': '오른쪽 위', 'lower-left': '왼쪽 아래', 'lower-right': '오른쪽 아래' },
  movedToCorner: '카메라: {{corner}}, 크기 {{size}}%.',
  movedTo: '카메라: 왼쪽에서 {{across}}%, 위에서 {{down}}%, 크기 {{size}}%.',
  path: { image: '이미지 파일', file: '영상 파일' },
  pathHint: 'Tally가 실행 중인 컴퓨터의 전체 경로를 입력하세요. 예: /home/me/back-soon.png',
  pathSave: '이 파일 사용',
  pathEmpty: '파일 경로를 입력하세요.',
}
