import { testWhateverHappens } from '../../fakes/whatever-happens.ts'
import { anyHappening, happen, heal, startWorld, tell, wait } from './any-order-happenings.ts'
import { checkHealed, checkWorld } from './any-order-promises.ts'

testWhateverHappens('whatever happens, the light is right, nothing is done twice or too early, and no key is lost', {
  happening: anyHappening,
  length: 120,
  runs: 40,
  tell,
  join: wait,
  live: async (happenings) => {
    const world = await startWorld()
    for (const happening of happenings) {
      await happen(world, happening)
      checkWorld(world)
    }
    await heal(world)
    await checkHealed(world)
  },
})
