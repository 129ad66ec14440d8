import { useTranslation } from 'react-i18next'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SwitchField } from '../../ui/switch-field.tsx'
import { nameOfScene } from '../scenes/scene-facts.ts'
import { closeShortcutSheet } from './sheet-store.ts'
import { keyNameOf, type Shortcut, shortcuts } from './shortcut-table.ts'

const groups = ['broadcast', 'picture', 'help', 'view'] as const

/** Every shortcut in one list, and the switch for all of them. */
export function ShortcutSheet() {
  const { t } = useTranslation()
  const { app, program } = useSnapshot()
  const { run } = useCommand()
  const reachable = useReachable()
  return (
    <Dialog title={t('shortcuts.title')} testId="shortcut-sheet" wide onClose={closeShortcutSheet}>
      <div className="shortcut-sheet">
        <SwitchField
          label={t('shortcuts.switch')}
          hint={t('shortcuts.hint')}
          value={app.shortcuts}
          testId="shortcut-switch"
          disabled={!reachable}
          onChange={(on) => void run('settings.set', { shortcuts: on })}
        />
        <div className="shortcut-groups" data-on={app.shortcuts}>
          {groups.map((group) => (
            <section key={group} aria-labelledby={`shortcuts-${group}`}>
              <h3 id={`shortcuts-${group}`}>{t(`shortcuts.groups.${group}`)}</h3>
              <dl>
                {shortcuts
                  .filter(({ group: its, act }) => its === group && (act.kind !== 'scene' || act.index < program.scenes.length))
                  .map((shortcut) => (
                    <ShortcutRow key={`${shortcut.with} ${shortcut.code}`} shortcut={shortcut} mac={app.platform === 'darwin'} />
                  ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </Dialog>
  )
}

function ShortcutRow({ shortcut, mac }: { readonly shortcut: Shortcut; readonly mac: boolean }) {
  const { t } = useTranslation()
  const { scenes } = useSnapshot().program
  const { does, act, code } = shortcut
  const scene = act.kind === 'scene' ? scenes[act.index] : undefined
  return (
    <div className="shortcut-row" data-testid="shortcut-row" data-value={code}>
      <dt>
        {t(`shortcuts.does.${does}`, {
          tab: act.kind === 'tab' ? t(`layout.tab.${act.tab}`) : '',
          scene: scene === undefined ? '' : nameOfScene(scene, t),
        })}
        {act.kind === 'hold' && <small className="shortcut-hold">{t(shortcut.with === 'alt' ? 'shortcuts.held' : 'shortcuts.heldAlone')}</small>}
      </dt>
      <dd translate="no">
        {shortcut.with === 'alt' && <kbd>{mac ? '⌥' : 'Alt'}</kbd>}
        <kbd>{keyNameOf(code)}</kbd>
        {act.kind === 'sheet' && (
          <>
            <span>{t('shortcuts.or')}</span>
            <kbd>?</kbd>
          </>
        )}
      </dd>
    </div>
  )
}
