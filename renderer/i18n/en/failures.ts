import type { FailureTexts } from '../texts.ts'

export const failures: FailureTexts = {
  bug: {
    what: 'Tally made a mistake.',
    means: 'The last action was not carried out. A broadcast that is running goes on.',
    todo: 'Try once more. If it happens again, report it with the technical details below.',
  },
  'core-not-answering': {
    what: 'Tally is not answering.',
    means: 'This page cannot see or control the broadcast now. It may still be on air.',
    todo: 'The page keeps trying by itself. If it does not come back, start Tally again.',
  },
  'malformed-request': {
    what: 'Tally refused what this page sent.',
    means: 'Nothing was changed.',
    todo: 'Check what you entered and try again.',
  },
  'unknown-command': {
    what: 'This page and Tally are of different versions.',
    means: 'The action was not carried out.',
    todo: 'Reload the page, or start Tally again.',
  },
  'not-allowed': {
    what: 'That is not possible at the moment.',
    means: 'The state changed just before your action. Nothing was done.',
    todo: 'Look at the states and try again when the button is free.',
  },
  'credentials-missing': {
    what: 'This connection has no key and secret.',
    means: 'FlipFlop Cloud cannot be reached without them.',
    todo: 'Open “Connections”, choose “Edit” and enter what belongs to it: API key and API secret, or a member token.',
  },
  'keychain-unavailable': {
    what: 'This computer has no keychain that Tally can use.',
    means: 'Keys and secrets are kept in memory only and are forgotten when Tally ends.',
    todo: 'You can go on. To keep them, set up the keychain of your system and start Tally again.',
  },
  'keychain-locked': {
    what: 'The keychain is locked.',
    means: 'Saved keys and secrets cannot be read.',
    todo: 'Unlock the keychain of your system, then connect again.',
  },
  'keychain-timeout': {
    what: 'The keychain did not answer in time.',
    means: 'Saved keys and secrets could not be read or written.',
    todo: 'Look for a question of your system behind other windows, answer it, then connect again.',
  },
  'cloud-unreachable': {
    what: 'FlipFlop Cloud cannot be reached.',
    means: 'States cannot be read and nothing can be started or ended. A stream that is being sent goes on.',
    todo: 'Check your internet connection and the address of this connection.',
  },
  'cloud-timeout': {
    what: 'FlipFlop Cloud took too long to answer.',
    means: 'Tally keeps asking. If you have just pressed something, it is not known yet whether it had an effect.',
    todo: 'Wait until the states are read again, then decide.',
  },
  'cloud-certificate-untrusted': {
    what: 'The identity of FlipFlop Cloud could not be proved.',
    means: 'Its certificate is not one that this computer trusts, so nothing was sent: somebody on the way might read along.',
    todo: 'Check the date and time of this computer. In a company network, ask for its certificate to be installed in your system. In a hotel or café, sign in to the network first.',
  },
  'cloud-proxy-refused': {
    what: 'The proxy of your network does not let Tally through.',
    means: 'States cannot be read and nothing can be started or ended. A stream that is being sent goes on.',
    todo: 'Check the proxy of your system (or HTTPS_PROXY), its user name and password, or ask the people who run the network.',
  },
  'cloud-not-an-api': {
    what: 'The address answers, but not as FlipFlop Cloud.',
    means: 'It may be a wrong address, or a sign-in page of the network you are in.',
    todo: 'Check the address of this connection. In a hotel or café, open a browser and sign in to the network first.',
  },
  'cloud-malformed-answer': {
    what: 'FlipFlop Cloud answered in a way that Tally does not understand.',
    means: 'The last request may have had an effect; the states show it.',
    todo: 'Try again. If it stays, an update of Tally may be needed.',
  },
  'cloud-server-error': {
    what: 'FlipFlop Cloud reports an error of its own.',
    means: 'The fault is on the side of the service. A stream that is being sent goes on as long as the service takes it.',
    todo: 'Wait a moment: Tally asks again by itself. Repeat what you pressed only if the states do not show it.',
  },
  'cloud-rate-limited': {
    what: 'FlipFlop Cloud asks for fewer requests.',
    means: 'States arrive a little later for a while.',
    todo: 'Nothing to do: Tally slows down by itself.',
  },
  'cloud-refused': {
    what: 'FlipFlop Cloud refused the request.',
    means: 'Nothing was changed at the service.',
    todo: 'The technical details say why. Ask the people who run your FlipFlop app.',
  },
  'credentials-rejected': {
    what: 'FlipFlop Cloud does not accept the API key or secret.',
    means: 'This connection cannot be used.',
    todo: 'Enter the right key and secret (“Connections”, then “Edit”), and check that they belong to this environment.',
  },
  'member-token-rejected': {
    what: 'FlipFlop Cloud does not accept your member token.',
    means: 'This connection cannot be used.',
    todo: 'Get a new token from the people who run your FlipFlop app and paste it here (“Paste a new token”).',
  },
  'member-token-expired': {
    what: 'Your member token is no longer valid.',
    means: 'A token lasts 24 hours. Until there is a new one, Tally cannot ask FlipFlop Cloud anything. What you send is not cut off.',
    todo: 'Get a new token from the people who run your FlipFlop app and paste it here (“Paste a new token”).',
  },
  'token-url-failed': {
    what: 'The token URL gave no new member token.',
    means: 'The token you have is used as long as it is valid. Tally keeps asking for a new one.',
    todo: 'Check the token URL and its header, or paste a token that somebody gives you.',
  },
  'token-url-not-secure': {
    what: 'The token URL is not safe.',
    means: 'Your token could be read on the way, so the address was not asked.',
    todo: 'Enter an address that begins with https:// (“Edit” beside the connection).',
  },
  'ask-operator': {
    what: 'This cannot be done with a member token.',
    means: 'Nothing was sent to FlipFlop Cloud and nothing has changed.',
    todo: 'Ask the people who run your FlipFlop app to do it.',
  },
  'request-locked': {
    what: 'FlipFlop Cloud is still working on the same request.',
    means: 'Your first request counts; the second was not needed.',
    todo: 'Wait a few seconds and watch the states.',
  },
  'member-not-found': {
    what: 'The member does not exist at FlipFlop Cloud.',
    means: 'Without a member there is no stream key.',
    todo: 'Connect again. If it stays, ask the people who run your FlipFlop app.',
  },
  'stream-key-not-found': {
    what: 'This member has no stream key.',
    means: 'Nothing can be sent.',
    todo: 'Ask the people who run your FlipFlop app whether this member may broadcast.',
  },
  'stream-key-not-active': {
    what: 'FlipFlop Cloud is not ready to go live.',
    means: 'The stream key is not ACTIVE: your stream has not been converted yet, or it has stopped.',
    todo: 'Start streaming, wait until the preview of viewers plays, then go live.',
  },
  'stream-key-not-inactive-live': {
    what: 'The broadcast cannot be ended yet.',
    means: 'FlipFlop Cloud still receives the stream.',
    todo: 'Stop streaming everywhere this stream key is used, then end again.',
  },
  'stream-key-not-inactive': {
    what: 'The stream key is in use.',
    means: 'It can only be changed while nothing is sent with it and no broadcast is running.',
    todo: 'Stop streaming everywhere this stream key is used, end the broadcast, then try again.',
  },
  'stream-key-changed': {
    what: 'The stream key has changed.',
    means: 'Somebody reissued it. The old one is no longer accepted.',
    todo: 'Start streaming again: Tally has fetched the new key.',
  },
  'key-in-use-elsewhere': {
    what: 'Somebody else is streaming with your stream key.',
    means: 'Your stream was thrown out. What FlipFlop Cloud receives now does not come from this computer, and viewers may see it.',
    todo: 'Stop the other encoder: Tally then goes on by itself. If it is not yours, use “Force end”. That also gives you a new stream key.',
  },
  'room-not-found': {
    what: 'The video room no longer exists.',
    means: 'It was deleted at FlipFlop Cloud.',
    todo: 'Choose another video room or create one.',
  },
  'room-self-create-forbidden': {
    what: 'Your FlipFlop app does not let members create video rooms.',
    means: 'No video room was created.',
    todo: 'Ask the people who run your FlipFlop app to create one for you, then choose it here.',
  },
  'room-type-unsupported': {
    what: 'This video room is not made for an RTMP broadcast.',
    means: 'It cannot be started from here.',
    todo: 'Choose another video room or create one.',
  },
  'room-not-scheduled': {
    what: 'This video room cannot be started.',
    means: 'It has been live already, or it was cancelled. A room is used once.',
    todo: 'Create a new video room and go live there.',
  },
  'room-not-live-inactive': {
    what: 'The broadcast cannot be ended yet.',
    means: 'The video room still receives a stream.',
    todo: 'Wait until FlipFlop Cloud has noticed that sending stopped, then end again.',
  },
  'video-post-not-found': {
    what: 'The video post of this broadcast was not found.',
    means: 'The recording may have been deleted, or it is not ready yet.',
    todo: 'Look it up in the console of FlipFlop Cloud.',
  },
  'ffmpeg-missing': {
    what: 'ffmpeg was not found.',
    means: 'Tally cannot capture or send anything without it.',
    todo: 'Run the setup again or install ffmpeg, then look again.',
  },
  'ffmpeg-path-relative': {
    what: 'This is not a full path.',
    means: 'Tally does not guess in which folder the file lies.',
    todo: 'Give the whole path, from the top of the disk to the file itself.',
  },
  'ffmpeg-is-folder': {
    what: 'This is a folder.',
    means: 'ffmpeg is one file in it.',
    todo: 'Add the name of the file, as in {{inside}}.',
  },
  'ffmpeg-not-executable': {
    what: 'ffmpeg is there but cannot be run.',
    means: 'Tally cannot capture or send anything.',
    todo: 'Allow the file to be executed, or take one that was made for this computer, then look again.',
  },
  'ffmpeg-foreign': {
    what: 'This file is not ffmpeg.',
    means: 'It is another program, or none at all.',
    todo: 'Choose the file that is called ffmpeg.',
  },
  'ffmpeg-crashes': {
    what: 'ffmpeg ends with an error as soon as it is started.',
    means: 'The file is damaged, or something that it needs is missing.',
    todo: 'Install it again, or choose another one.',
  },
  'ffmpeg-hangs': {
    what: 'ffmpeg does not answer.',
    means: 'It was started and said nothing for {{seconds}} seconds.',
    todo: 'Try again when the computer is less busy, or choose another one.',
  },
  'ffmpeg-too-old': {
    what: 'This ffmpeg is too old ({{version}}).',
    means: 'Tally needs version 4.1 or newer.',
    todo: 'Install a newer ffmpeg, then look again.',
  },
  'ffmpeg-lacks': {
    what: 'This ffmpeg lacks a part that is needed: {{feature}}.',
    means: 'The picture or sound you chose cannot be made with it.',
    todo: 'Install a complete ffmpeg, then look again.',
  },
  'ffmpeg-replaced': {
    what: 'Your own ffmpeg cannot be used.',
    means: 'Another one works in its place, so you can broadcast.',
    todo: 'The settings say what is wrong with it.',
  },
  'no-display': {
    what: 'There is no screen to show.',
    means: 'This computer, or this session, has no display that Tally can capture.',
    todo: 'Use the test picture, or start Tally in a session with a screen.',
  },
  'wayland-without-x': {
    what: 'This session runs on Wayland without X11.',
    means: 'Tally captures screens and windows through X11, and Wayland shows it none of them. Cameras, files and the test picture work.',
    todo: 'Log out, choose a session named “X11” or “Xorg” when you log in, and start Tally again.',
  },
  'screen-unavailable': {
    what: 'The screen cannot be captured.',
    means: 'It was unplugged, or your system does not allow it.',
    todo: 'Choose another screen, or allow Tally to record the screen in the settings of your system.',
  },
  'camera-unavailable': {
    what: 'The camera is not there.',
    means: 'It was unplugged, another program uses it, or your system does not allow it.',
    todo: 'Plug it in, or choose another camera.',
  },
  'microphone-unavailable': {
    what: 'This sound is not there.',
    means: 'The microphone was unplugged, or your system does not allow it.',
    todo: 'Plug it in, or choose another sound.',
  },
  'encoder-failed': {
    what: 'The encoder stopped.',
    means: 'No picture is being made. Viewers see the last picture or nothing.',
    todo: 'Show your screen again. If it stays, choose another source.',
  },
  'encoder-stalled': {
    what: 'The encoder stands still.',
    means: 'No new picture is being made.',
    todo: 'Tally restarts it by itself. If it stays, choose another source.',
  },
  'encoder-unavailable': {
    what: 'The chosen graphics chip does not encode.',
    means: 'Your processor makes the picture instead. Viewers notice nothing.',
    todo: 'Choose another encoder in the settings, or leave it as it is.',
  },
  'device-busy': {
    what: 'Another program is using this camera or microphone.',
    means: 'It is missing from your broadcast as long as the other program keeps it.',
    todo: 'Close the other program: a video call, or another tab of your browser. Tally then takes the device by itself.',
  },
  'device-denied': {
    what: 'Your system does not let Tally use this camera or microphone.',
    means: 'It is missing from your broadcast.',
    todo: 'Allow it in the privacy settings of your system. Tally keeps trying by itself.',
  },
  'device-gone': {
    what: 'This camera, microphone or window is gone.',
    means: 'It was unplugged, switched off or closed, and is missing from your broadcast.',
    todo: 'Plug it in or open it again: Tally then takes it by itself. Or choose another.',
  },
  'macos-camera-denied': {
    what: 'macOS gives Tally no picture of this camera.',
    means: 'Tally, or the program that started it, may not use the camera. Or another program holds it.',
    todo: 'Open System Settings → Privacy & Security → Camera and turn on Tally, or the program that started it (Terminal). Then quit Tally and reopen it.',
  },
  'macos-microphone-denied': {
    what: 'macOS gives Tally no sound of this microphone.',
    means: 'Tally, or the program that started it, may not use the microphone. Or another program holds it.',
    todo: 'Open System Settings → Privacy & Security → Microphone and turn on Tally, or the program that started it (Terminal). Then quit Tally and reopen it.',
  },
  'macos-screen-denied': {
    what: 'macOS gives Tally no picture of the screen.',
    means: 'Tally, or the program that started it, may not record the screen.',
    todo: 'Open System Settings → Privacy & Security → Screen Recording and turn on Tally, or the program that started it (Terminal). Then quit Tally and reopen it.',
  },
  'windows-device-refused': {
    what: 'Windows did not start this camera or microphone.',
    means: 'Another program uses it, or Windows keeps desktop apps from it; Windows does not say which.',
    todo: 'Close other programs that use it. If it stays, open Settings → Privacy & security → Camera or Microphone, and let desktop apps use it. Tally keeps trying by itself.',
  },
  'file-unreadable': {
    what: 'This file cannot be shown.',
    means: '{{path}} is missing, must not be read, or is no picture or video that Tally knows.',
    todo: 'Put the file back in its place, or choose another.',
  },
  'source-failed': {
    what: 'A picture or sound has stopped.',
    means: 'It is missing from your broadcast until it comes back.',
    todo: 'Tally opens it again by itself. If it stays away, choose another source.',
  },
  'ingest-host-unknown': {
    what: 'The address of the ingest does not exist.',
    means: 'Your stream cannot be delivered to FlipFlop Cloud.',
    todo: 'Check your internet connection and name server.',
  },
  'ingest-unreachable': {
    what: 'The ingest of FlipFlop Cloud cannot be reached.',
    means: 'Your stream cannot be delivered. A firewall may block port 1935.',
    todo: 'Try another network, or ask whoever runs yours to open TCP port 1935.',
  },
  'ingest-rejected': {
    what: 'The ingest refused the stream.',
    means: 'The stream key is not accepted, or somebody else is streaming with it.',
    todo: 'Check that no other encoder uses this stream key. If Tally no longer tries by itself, start again.',
  },
  'ingest-reset': {
    what: 'The connection to the ingest was cut.',
    means: 'Nothing arrives at FlipFlop Cloud. If you are on air, viewers wait.',
    todo: 'Tally connects again by itself. “Reconnect now” tries at once.',
  },
  'ingest-timeout': {
    what: 'The ingest did not answer in time.',
    means: 'The stream is not being delivered.',
    todo: 'Tally tries again by itself. Check your network if it stays.',
  },
  'ingest-black-hole': {
    what: 'The network swallows the stream.',
    means: 'The connection looks open, but nothing arrives any more.',
    todo: 'Tally connects again by itself. Another network may help.',
  },
  'sender-failed': {
    what: 'Sending failed.',
    means: 'The stream is not being delivered.',
    todo: 'Start streaming again. The technical details say more.',
  },
  'service-does-not-see-stream': {
    what: 'Your stream left this computer, but FlipFlop Cloud has not seen it.',
    means: 'You cannot go live yet.',
    todo: 'Stop streaming and start again. If it stays, the service may have a fault.',
  },
  'service-does-not-convert': {
    what: 'FlipFlop Cloud receives your stream but does not convert it.',
    means: 'You cannot go live yet: viewers would see nothing.',
    todo: 'Stop streaming and start again. If it stays, the service may have a fault.',
  },
  'ending-stuck': {
    what: 'The broadcast does not end.',
    means: 'FlipFlop Cloud still believes that a stream arrives.',
    todo: 'Check that no other encoder uses this stream key. Tally keeps waiting and ends as soon as it can.',
  },
  'force-end-unconfirmed': {
    what: 'Ending by force has shown no effect yet.',
    means: 'FlipFlop Cloud took the request, but still says that the broadcast goes on.',
    todo: 'Watch the states for a moment. If nothing changes, use “Force end” once more, or the console of FlipFlop Cloud.',
  },
  'archive-failed': {
    what: 'FlipFlop Cloud could not save the recording.',
    means: 'The broadcast was fine, but there is no video post of it.',
    todo: 'Ask the people who run your FlipFlop app whether it can be restored.',
  },
  'download-failed': {
    what: 'The recording could not be saved to this computer.',
    means: 'It is still at FlipFlop Cloud; nothing is lost.',
    todo: 'Save it once more. If that fails again, open its link in a browser.',
  },
  'download-cancelled': {
    what: 'Saving the recording was stopped.',
    means: 'It is still at FlipFlop Cloud.',
    todo: 'Save it again whenever you like.',
  },
  'disk-full': {
    what: 'This disk is full.',
    means: 'The file could not be written. What FlipFlop Cloud keeps is not touched.',
    todo: 'Make room on the disk of {{path}} and try again.',
  },
  'file-manager-missing': {
    what: 'The folder could not be shown.',
    means: 'This system offers no file manager that Tally can open.',
    todo: 'Open the folder {{path}} yourself.',
  },
  'port-busy': {
    what: 'The port is used by another program.',
    means: 'Tally cannot serve its page there.',
    todo: 'Choose another port, or let Tally find a free one with --port 0.',
  },
  'data-dir-read-only': {
    what: 'Tally cannot write to its data folder.',
    means: 'Settings and recordings cannot be kept.',
    todo: 'Make the folder writable, or choose another with --data-dir.',
  },
  'data-dir-in-use': {
    what: 'Tally is running already with this data folder.',
    means: 'Two of them would get in each other’s way.',
    todo: 'Use the one that runs, or choose another folder with --data-dir.',
  },
  'node-too-old': {
    what: 'This version of Node is too old.',
    means: 'Tally cannot run on it.',
    todo: 'Install Node 20.19 or newer.',
  },
  'settings-newer': {
    what: 'The settings come from a newer version of Tally.',
    means: 'They are read but not changed, so that nothing is lost.',
    todo: 'Update Tally, or use another data folder.',
  },
  'sandbox-failed': {
    what: 'The rehearsal studio on this computer could not start.',
    means: 'Rehearsing is not possible. Other connections work.',
    todo: 'Start Tally again. The technical details say why it failed.',
  },
}
