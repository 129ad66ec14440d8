import { answers, pageAnswer } from './answers.ts'
import { refuse } from './errors.ts'
import { listQuery, pageOf } from './page.ts'
import { type ApiContext, filterOf, idParam, ok, type Route } from './route.ts'

const path = '/v2/apps/me/video-posts'

export const postRoutes = ({ store, present }: ApiContext): readonly Route[] => [
  {
    method: 'GET',
    path,
    doc: {
      summary: 'Lists video posts',
      query: listQuery(['appUserId', 'memberId', 'videoPostState']),
      answer: [200, pageAnswer(answers.VideoPost)],
    },
    handle: ({ query }) => {
      const db = store.read()
      const appUserId = filterOf(query.appUserId)
      const memberId = filterOf(query.memberId)
      const videoPostState = filterOf(query.videoPostState)
      const found = db.posts.filter((post) => {
        const member = db.members.find((candidate) => candidate.id === post.memberId)
        return (
          post.state === 'ACTIVE' &&
          (appUserId === undefined || member?.appUserId === appUserId) &&
          (memberId === undefined || String(post.memberId) === memberId) &&
          (videoPostState === undefined || post.videoPostState === videoPostState)
        )
      })
      return ok(pageOf(found, query, present().post))
    },
  },
  {
    method: 'GET',
    path: `${path}/:id`,
    doc: { summary: 'One video post', answer: [200, answers.VideoPost], errors: ['VIDEO_POST_NOT_FOUND'] },
    handle: ({ params }) => {
      const id = idParam(params.id)
      const post = store.read().posts.find((candidate) => candidate.id === id && candidate.state === 'ACTIVE')
      return post === undefined ? refuse('VIDEO_POST_NOT_FOUND') : ok(present().post(post))
    },
  },
]
