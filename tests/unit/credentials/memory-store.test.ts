import { describe } from 'vitest'
import { memoryStore } from '../../../electron/credentials/memory-store.ts'
import { credentialsContract } from './credentials-contract.ts'

describe('in memory', () => credentialsContract(async () => memoryStore()))
