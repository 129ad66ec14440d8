import type { guide as english } from '../en/guide.ts'
import type { Translation } from '../texts.ts'

export const guide: Translation<typeof english> = {
  title: '첫 리허설',
  safe: '이 컴퓨터 안에서만 진행합니다. 밖에서는 아무도 볼 수 없습니다.',
  stepDone: '(완료)',
  skip: '안내 건너뛰기',
  steps: {
    'show-screen': {
      name: '내 화면 보여 주기',
      act: '큰 화면 안의 버튼을 누르세요. 여기에서만 보이고 어디에도 보내지 않습니다.',
      wait: '화면을 여는 중입니다. 잠시 기다려 주세요.',
    },
    'stream-start': {
      name: '스트리밍 시작',
      act: '아래의 ‘스트리밍 시작’을 누르세요. 나만 보는 미리보기입니다.',
      wait: '스트림을 보내고 있습니다. 몇 초 걸립니다.',
    },
    'go-live': {
      name: '‘라이브 시작’ 길게 누르기',
      act: '버튼이 다 찰 때까지 계속 누르세요. 라이브가 시작되지만 이 컴퓨터 안에서만 보입니다.',
      wait: '스트림을 준비하고 있습니다. 잠시 기다려 주세요.',
    },
    'end-live': {
      name: '‘방송 종료’ 길게 누르기',
      act: '리허설 라이브 중입니다. 둘러본 뒤 버튼을 길게 눌러 끝내세요. 녹화는 남습니다.',
      wait: '앞선 동작을 처리하고 있습니다. 잠시 기다려 주세요.',
    },
    watch: {
      name: '녹화 보기',
      wait: '방송이 끝났습니다. 녹화를 저장하고 있으며, 시청자가 받는 화면이 있던 자리에 나타납니다.',
    },
  },
  invitation: {
    title: '방송 한 번을 끝까지 해냈습니다',
    was: '녹화를 확인해 보세요. 리허설은 얼마든지 다시 할 수 있고, 실제 방송도 똑같이 진행됩니다.',
    connect: '실제 계정 연결하기',
    inquiry: '플립플랍 클라우드 계정은 문의를 통해 발급됩니다. 문의할 곳:',
    copyContact: '주소 복사',
    youGet: 'API 키와 한 번만 보이는 시크릿을 받습니다. 앱을 다른 사람이 운영한다면 그 운영자에게 멤버 접근 권한을 요청하세요.',
    console: '플립플랍 클라우드 콘솔',
    newTab: '(새 탭에서 열림)',
    later: '나중에',
  },
}
