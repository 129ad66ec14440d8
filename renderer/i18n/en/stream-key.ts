export const streamKey = {
  title: 'Stream key',
  explain: 'Whoever has this key can stream in your name.',
  ingest: 'Ingest address',
  otherEncoder: 'For another encoder: enter both there. Only one encoder at a time can stream with this key.',
  reveal: 'Show for {{seconds}} s',
  hide: 'Hide now',
  hidesIn: 'Hides in {{seconds}} s',
  shownFor: 'The stream key is shown for {{seconds}} seconds.',
  none: 'Known once you are connected.',
}
