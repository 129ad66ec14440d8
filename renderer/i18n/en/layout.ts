export const layout = {
  close: 'Close',
}
