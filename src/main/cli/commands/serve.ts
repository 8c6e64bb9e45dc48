import { openInBrowser } from '../../server/browser-opener.ts';
import { listenPort } from '../../server/listen-address.ts';
import { serve } from '../../server/serve.ts';
import { projectFolders } from '../../shell/project-folder.ts';
import { workspaceDirectory } from '../../shell/workspace-directory.ts';
import type { Command } from '../command.ts';
import { given, textOption, usageError, wholeOption } from '../options.ts';

export const serveCommand: Command = {
  name: 'serve',
  summary: 'runs the console for a browser on this machine',
  usage: '[--port 0] [--host 127.0.0.1] [--open] [--demo both]',
  example: 'paretoscope serve --open',
  options: {
    port: { type: 'string' },
    host: { type: 'string' },
    open: { type: 'boolean' },
    sessions: { type: 'string' },
    demo: { type: 'string' },
    'import-root': { type: 'string', multiple: true },
    'url-file': { type: 'string' },
  },
  help: {
    '--port N': 'the port; 0 (default) takes a free one',
    '--host A': '127.0.0.1 (default) or ::1; from another machine, use an SSH tunnel',
    '--open': 'opens the browser, where there is a display',
    '--sessions N': 'pages connected at once, 1 (default) to 16',
    '--demo WHAT': 'what a new workspace starts with: both (default: toy data at once, then a small world), world, toy or none',
    '--import-root DIR': 'a folder whose files may be imported by path (may be repeated)',
    '--url-file FILE': 'writes the address with its token to a file only you can read',
  },
  positionals: { least: 0, most: 0 },
  async run(invocation) {
    const { values } = invocation;
    const sessions = wholeOption(values, 'sessions') ?? 1;
    if (sessions < 1 || sessions > 16) throw usageError('--sessions is a number from 1 to 16.');
    const roots = values['import-root'];
    const { version, resources, page } = projectFolders();
    const served = await serve(
      {
        host: textOption(values, 'host') ?? '127.0.0.1',
        port: listenPort(textOption(values, 'port') ?? '0'),
        sessions,
        version,
        dataDirectory: workspaceDirectory(textOption(values, 'data'), process.env),
        resourcesDirectory: resources,
        pageDirectory: page,
        device: textOption(values, 'device') ?? 'auto',
        demo: textOption(values, 'demo') ?? 'both',
        importRoots: Array.isArray(roots) ? roots.filter((root) => typeof root === 'string') : [],
        logLevel: values['debug'] === true ? 'info' : 'error',
        onNote: (line) => process.stderr.write(`${line}\n`),
        ...given({ urlFile: textOption(values, 'url-file') }),
      },
      invocation.signal,
    );
    invocation.announce({ url: served.url, pid: served.pid }, served.url);
    if (values['open'] === true) openInBrowser(served.url);
    const code = await served.ended;
    return { text: '', exit: code === 0 ? 0 : 1 };
  },
};
