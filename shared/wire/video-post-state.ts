import { videoPostStates } from '../states.ts'
import { tolerantEnum } from './common.ts'

/** Documents spell queued in several ways; the program knows one. */
export const videoPostState = tolerantEnum(videoPostStates, {
  QUEUEED: 'QUEUED',
  QUEUEING: 'QUEUED',
  QUEUING: 'QUEUED',
  FAILED_QUEUEING: 'FAILED_QUEUING',
  FAILED_QUEUED: 'FAILED_QUEUING',
  FAILED_QUEUEED: 'FAILED_QUEUING',
})
