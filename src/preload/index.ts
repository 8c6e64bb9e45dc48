import { contextBridge, ipcRenderer } from 'electron';

// One function: ask for a port to the host. The port goes on to the page, whose world this is not, by a message to its own window.
const channel = 'host:connect';

ipcRenderer.on(channel, (event, answer: { readonly reason?: string }) => {
  const reason = answer.reason === undefined ? {} : { reason: answer.reason };
  window.postMessage({ type: 'paretoscope:port', ...reason }, window.location.origin, [...event.ports]);
});

contextBridge.exposeInMainWorld('paretoscope', { connect: () => ipcRenderer.send(channel) });
