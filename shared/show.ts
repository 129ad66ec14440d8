/** The tabs of the page's side column. */
export const sideTabs = ['setup', 'health', 'states', 'share', 'events'] as const
export type SideTab = (typeof sideTabs)[number]

/** Something of the page that is to be looked at. Nothing is chosen, changed or sent by it. */
export type ShowWish =
  | { readonly kind: 'settings' }
  | { readonly kind: 'tab'; readonly tab: SideTab }
  | { readonly kind: 'room'; readonly roomId: string }
  /** The control that is held to end the broadcast. */
  | { readonly kind: 'end-live' }
