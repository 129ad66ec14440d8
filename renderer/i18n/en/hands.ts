/** Hands other than this program’s on the stream key. */
export const hands = {
  else: 'Another encoder is streaming with your stream key',
  taken: 'Another encoder has taken over your stream key',
  offAir: 'FlipFlop Cloud receives its stream, not one from this computer. Nobody but you can see it yet.',
  offAirTodo: 'If it is yours, go live from here without sending: check its picture, then hold “Go live”.',
  onAir: 'Viewers see its stream, not one from this computer. You can watch it and its health from here.',
  onAirTodo: 'To finish, stop that encoder first, then hold “End broadcast”.',
  notYours: 'If it is not yours, “Force end” cuts it off and replaces the stream key.',
  elsewhere: 'Your stream key is on air in another room',
  elsewhereRoom: 'It belongs to “{{title}}” right now. Nothing can be started here until that broadcast is over.',
  jump: 'Go to that room',
}
