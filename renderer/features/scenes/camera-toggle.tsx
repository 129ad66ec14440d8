import { useTranslation } from 'react-i18next'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { sceneOf, showsCamera } from './scene-facts.ts'

/** Takes the camera off the picture, and puts it there again. */
export function CameraToggle() {
  const { t } = useTranslation()
  const { program } = useSnapshot()
  const { run } = useCommand()
  const reachable = useReachable()
  const scene = sceneOf(program)
  const there = scene !== null && showsCamera(scene.layout)
  const shown = there && !scene.camera.hidden
  return (
    <Button
      small
      look={there && !shown ? 'normal' : 'quiet'}
      icon={there && !shown ? 'cameraOff' : 'camera'}
      testId="layer-camera-toggle"
      pressed={shown}
      onPress={() => void run('program.setCameraPlace', { hidden: shown })}
      disabled={!reachable || !there}
      reason={there ? undefined : t('scenes.noCameraInScene')}
      data={{ 'data-value': shown ? 'shown' : there ? 'hidden' : 'none' }}
    >
      {t('scenes.showCamera')}
    </Button>
  )
}
