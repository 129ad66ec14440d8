import { answers, pageAnswer } from './answers.ts'
import { refuse } from './errors.ts'
import { listQuery, pageOf } from './page.ts'
import { type ApiContext, filterOf, idParam, ok, type Route } from './route.ts'

const path = '/v2/apps/me/transcoding-profiles'
const filters = ['type', 'creatorType', 'representativeType', 'name'] as const

export const profileRoutes = ({ store, present }: ApiContext): readonly Route[] => [
  {
    method: 'GET',
    path,
    doc: { summary: 'Lists transcoding profiles', query: listQuery(filters), answer: [200, pageAnswer(answers.TranscodingProfile)] },
    handle: ({ query }) => {
      const wanted = filters.map((field) => [field, filterOf(query[field])] as const)
      const found = store.read().profiles.filter((profile) => wanted.every(([field, value]) => value === undefined || profile[field] === value))
      return ok(pageOf(found, query, present().profile))
    },
  },
  {
    method: 'GET',
    path: `${path}/:id`,
    doc: { summary: 'One transcoding profile', answer: [200, answers.TranscodingProfile], errors: ['TRANSCODING_PROFILE_NOT_FOUND'] },
    handle: ({ params }) => {
      const id = idParam(params.id)
      const profile = store.read().profiles.find((candidate) => candidate.id === id)
      return profile === undefined ? refuse('TRANSCODING_PROFILE_NOT_FOUND') : ok(present().profile(profile))
    },
  },
]
