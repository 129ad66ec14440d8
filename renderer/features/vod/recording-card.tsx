import { useTranslation } from 'react-i18next'
import type { DownloadView, VodFile } from '#shared/contract'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { formatBytes } from '../../ui/format.ts'
import { failureWords } from '../failures/failure-words.ts'
import { nameOfState } from '../session/state-names.ts'
import { consoleUrl } from './console-url.ts'

/** The archived broadcast in all its forms: its video post, what can be saved, and where else it can be found. */
export function RecordingCard() {
  const { t } = useTranslation()
  const { session, connection, downloads } = useSnapshot()
  const { vod, room } = session
  if (vod === null || room === null) return null
  const apiBaseUrl = connection.list.find(({ id }) => id === connection.currentId)?.apiBaseUrl ?? null
  const consoleAt = consoleUrl(apiBaseUrl)
  const newestOf = (file: VodFile) => downloads.findLast(({ roomId, fileId }) => roomId === room.id && fileId === file.id)
  return (
    <Card title={t('vod.title')}>
      <p className="vod-post" data-testid="vod-post" data-value={vod.videoPostId ?? ''} data-state={vod.videoPostState ?? ''}>
        <span>{vod.videoPostId === null ? t('vod.noPost') : t('vod.postOf', { id: vod.videoPostId })}</span>
        <strong>{vod.videoPostState === null ? nameOfState(t, 'vodState', vod.state) : nameOfState(t, 'videoPostState', vod.videoPostState)}</strong>
      </p>
      {vod.files.length > 0 && (
        <>
          <ul className="vod-files">
            {vod.files.map((file) => (
              <FileRow key={file.id} file={file} download={newestOf(file)} />
            ))}
          </ul>
          <p className="muted">{t('vod.plainFile')}</p>
        </>
      )}
      {consoleAt !== null && (
        <a className="link-address" href={consoleAt} target="_blank" rel="noreferrer" data-testid="console-link">
          {t('vod.console')}
          <span className="unseen"> ({t('share.opensInBrowser')})</span>
        </a>
      )}
    </Card>
  )
}

function FileRow({ file, download }: { readonly file: VodFile; readonly download: DownloadView | undefined }) {
  const { t, i18n } = useTranslation()
  const format = t(`vod.formats.${file.format as 'MP4'}`, { defaultValue: file.format })
  return (
    <li className="vod-file" data-testid="vod-row" data-value={file.url} data-format={file.format} data-state={download?.state ?? 'none'}>
      <span className="vod-format">
        {format}
        {file.bytes !== null && <small className="muted">{formatBytes(file.bytes, i18n.language)}</small>}
      </span>
      {download !== undefined && <Progress download={download} />}
      <span className="link-actions">
        <CopyButton label={t('vod.copyOf', { format })} getText={() => file.url} />
        {file.saves && <SaveButton file={file} format={format} download={download} />}
      </span>
    </li>
  )
}

/** How far a file has come. */
function Progress({ download }: { readonly download: DownloadView }) {
  const { t, i18n } = useTranslation()
  const { state, path, receivedBytes, totalBytes, failure } = download
  const received = formatBytes(receivedBytes, i18n.language)
  const words = failure === null ? null : failureWords(t, failure)
  switch (state) {
    case 'running':
      return (
        <span className="vod-download">
          <progress aria-label={t('vod.save')} {...(totalBytes === null ? {} : { max: totalBytes, value: receivedBytes })} />
          <span className="number">
            {totalBytes === null
              ? t('vod.savingSoFar', { received })
              : t('vod.savingOf', { received, total: formatBytes(totalBytes, i18n.language) })}
          </span>
        </span>
      )
    case 'done':
      return (
        <span className="vod-download" role="status">
          <span title={path}>{t('vod.savedAt', { path })}</span>
        </span>
      )
    case 'failed':
      return (
        <span className="vod-download" role="alert">
          {words === null ? t('vod.notSaved') : `${words.what} ${words.todo}`}
        </span>
      )
  }
}

type SaveButtonProps = { readonly file: VodFile; readonly format: string; readonly download: DownloadView | undefined }

/** What can be done about it now. One button that changes, so that the keyboard stays where it is. */
function SaveButton({ file, format, download }: SaveButtonProps) {
  const { t } = useTranslation()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const disabled = busy || !reachable
  switch (download?.state) {
    case 'running': {
      const stop = () => void run('vod.cancelDownload', { downloadId: download.id })
      return (
        <Button small icon="close" testId="vod-download-stop" onPress={stop} disabled={disabled}>
          {t('vod.stopSaving')}
        </Button>
      )
    }
    case 'done': {
      const show = () => void run('vod.showDownload', { downloadId: download.id })
      return (
        <Button small icon="folder" testId="vod-download-show" onPress={show} disabled={disabled}>
          {t('vod.showInFolder')}
        </Button>
      )
    }
    default: {
      const save = () => void run('vod.download', { fileId: file.id })
      const first = download === undefined
      const label = first ? t('vod.saveOf', { format }) : t('vod.tryAgainOf', { format })
      return (
        <Button small icon="save" testId="vod-download" label={label} onPress={save} disabled={disabled}>
          {first ? t('vod.save') : t('vod.tryAgain')}
        </Button>
      )
    }
  }
}
