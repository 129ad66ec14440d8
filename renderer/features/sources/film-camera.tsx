import '../../styles/scene-editor.css'
import { useTranslation } from 'react-i18next'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FilePathForm } from '../scenes/file-path-form.tsx'

const kind = 'file:'

/** Lets a film take the place of the camera; it plays over and over, without its sound. */
export function FilmCamera({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { cameraId } = useSnapshot().program
  const { run } = useCommand()
  const reachable = useReachable()
  const take = async (path: string) => {
    const taken = await run('program.setCamera', { sourceId: `${kind}${path}` })
    if (taken.ok) onClose()
  }
  return (
    <Dialog title={t('program.filmCamera')} testId="camera-film" onClose={onClose}>
      <FilePathForm
        kind="file"
        first={cameraId.startsWith(kind) ? cameraId.slice(kind.length) : ''}
        primary
        disabled={!reachable}
        testId="camera-path"
        saveTestId="camera-path-save"
        onFound={take}
      />
    </Dialog>
  )
}
