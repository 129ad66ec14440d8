import { z } from 'zod'
import type { StoredPost } from '../state/entities.ts'
import { answers, pageAnswer } from './answers.ts'
import { customFields, customFieldsProblem } from './custom-fields.ts'
import { refuse } from './errors.ts'
import { listQuery, pageOf } from './page.ts'
import { customFieldErrors } from './register-member.ts'
import { type Answer, type ApiContext, type ApiRequest, filterOf, idParam, noContent, ok, type Route } from './route.ts'

type PostsContext = ApiContext & {
  /** Deletes the files. */
  readonly removeVod: (post: StoredPost) => void
}

const path = '/v2/apps/me/video-posts'
const filters = ['appUserId', 'memberId', 'keyword', 'videoPostState', 'type'] as const
const patchSchema = z.object({ title: z.string().nullish(), description: z.string().nullish(), customData: customFields.customData })

/** Video posts: what became of recordings. Uploads are not here. */
export function postRoutes({ store, present, now, removeVod }: PostsContext): readonly Route[] {
  const withPost =
    (act: (post: StoredPost, request: ApiRequest) => Answer) =>
    (request: ApiRequest): Answer => {
      const id = idParam(request.params.id)
      const post = store.read().posts.find((candidate) => candidate.id === id && candidate.state === 'ACTIVE')
      return post === undefined ? refuse('VIDEO_POST_NOT_FOUND') : act(post, request)
    }

  return [
    {
      method: 'GET',
      path,
      doc: { summary: 'Lists video posts', query: listQuery(filters), answer: [200, pageAnswer(answers.VideoPost)] },
      handle: ({ query }) => ok(pageOf(filtered(query), query, present().post)),
    },
    {
      method: 'GET',
      path: `${path}/:id`,
      doc: { summary: 'One video post', answer: [200, answers.VideoPost], errors: ['VIDEO_POST_NOT_FOUND'] },
      handle: withPost((post) => ok(present().post(post))),
    },
    {
      method: 'PATCH',
      path: `${path}/:id`,
      doc: {
        summary: 'Changes a video post',
        body: patchSchema,
        answer: [200, answers.VideoPost],
        errors: ['VIDEO_POST_NOT_FOUND', ...customFieldErrors],
      },
      lock: ({ params }) => `video-post ${params.id}`,
      handle: withPost((post, { body }) => {
        const parsed = patchSchema.safeParse(body)
        if (!parsed.success) return refuse('INVALID_HTTP_MESSAGE_BODY')
        const problem = customFieldsProblem(parsed.data)
        if (problem !== undefined) return refuse(problem)
        const { title = post.title, description = post.description, customData = post.customData } = parsed.data
        const changed = { ...post, title, description, customData, lastModifiedAt: now() }
        store.commit({ posts: [changed] })
        return ok(present().post(changed))
      }),
    },
    {
      method: 'DELETE',
      path: `${path}/:id`,
      doc: { summary: 'Deletes a video post and its files', answer: [204, null], errors: ['VIDEO_POST_NOT_FOUND'] },
      lock: ({ params }) => `video-post ${params.id}`,
      handle: withPost((post) => {
        store.commit({ posts: [{ ...post, state: 'DELETED', vodFile: null, cmafDir: null, lastModifiedAt: now() }] })
        removeVod(post)
        return noContent
      }),
    },
  ]

  function filtered(query: Readonly<Record<string, unknown>>): readonly StoredPost[] {
    const db = store.read()
    const [appUserId, memberId, keyword, videoPostState, type] = filters.map((name) => filterOf(query[name]))
    const text = keyword?.toLowerCase()
    const members = new Map(db.members.map((member) => [member.id, member.appUserId]))
    return db.posts.filter(
      (post) =>
        post.state === 'ACTIVE' &&
        (appUserId === undefined || members.get(post.memberId) === appUserId) &&
        (memberId === undefined || String(post.memberId) === memberId) &&
        (text === undefined || (post.title ?? '').toLowerCase().includes(text)) &&
        (videoPostState === undefined || post.videoPostState === videoPostState) &&
        (type === undefined || post.type === type),
    )
  }
}
