import { z } from 'zod'
import type { Result } from '../result.ts'

/**
 * The messages of the contract. Page → core: JSON only. Core → page: JSON, except values of a binary stream,
 * which travel as one frame: 4 bytes big-endian watch number, 4 bytes big-endian sequence number, then the raw value.
 */
export const upMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('call'), id: z.number().int().nonnegative(), command: z.string().max(100), input: z.unknown() }),
  z.strictObject({ type: z.literal('watch'), id: z.number().int().nonnegative(), stream: z.string().max(100) }),
  z.strictObject({ type: z.literal('unwatch'), id: z.number().int().nonnegative() }),
  z.strictObject({ type: z.literal('ack'), id: z.number().int().nonnegative(), sequence: z.number().int().nonnegative() }),
])
export type UpMessage = z.input<typeof upMessageSchema>

export type DownMessage =
  | { readonly type: 'result'; readonly id: number; readonly result: Result<unknown> }
  | { readonly type: 'next'; readonly id: number; readonly sequence: number; readonly value: unknown }

/** Bytes before the value in a binary frame. */
export const binaryHeaderBytes = 8

/** The largest message a page may send, in bytes. */
export const maxUpMessageBytes = 64 * 1024
