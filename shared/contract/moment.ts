import { z } from 'zod'

export const ms = z.number().describe('milliseconds since the Unix epoch, on this computer’s clock')
