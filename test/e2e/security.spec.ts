import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from './fixture.ts';

test.describe('security of the served page', { tag: '@smoke' }, () => {
  test('E4: the page works under its policy, and an injected script, a handler, eval and a foreign request are blocked', async ({
    console,
  }) => {
    const { page } = console;
    await console.idle();
    console.expectFault(/^policy: (script-src|connect-src|img-src|frame-src|form-action|base-uri)/);
    console.expectFault(/^console: .*(Content Security Policy|violates the following|Refused to)/i);
    const outcome = await page.evaluate(async () => {
      const ran: string[] = [];
      Object.assign(window, { ran });
      const script = document.createElement('script');
      script.textContent = 'window.ran.push("inline script")';
      document.body.append(script);
      const button = document.createElement('button');
      button.setAttribute('onclick', 'window.ran.push("handler")');
      document.body.append(button);
      button.click();
      button.remove();
      const blob = document.createElement('script');
      blob.src = URL.createObjectURL(new Blob(['window.ran.push("blob script")'], { type: 'text/javascript' }));
      document.body.append(blob);
      await new Promise((resolve) => blob.addEventListener('error', resolve));
      let evalError = 'none';
      try {
        // oxlint-disable-next-line no-eval -- the point of the test.
        ran.push(String(globalThis.eval('"eval"')));
      } catch (error) {
        evalError = (error as Error).name;
      }
      const fetched = await fetch('http://127.0.0.1:9/').then(
        () => 'fetched',
        () => 'blocked',
      );
      const base = document.createElement('base');
      base.href = 'http://evil.test/';
      document.head.append(base);
      return { ran, evalError, fetched, base: document.baseURI.startsWith('http://127.0.0.1:') };
    });
    expect(outcome).toEqual({ ran: [], evalError: 'EvalError', fetched: 'blocked', base: true });
  });

  test('E2: the page has nothing of Node', async ({ console }) => {
    expect(
      await console.page.evaluate(() => ['require', 'process', 'module', 'global', 'Buffer'].filter((name) => name in globalThis)),
    ).toEqual([]);
  });

  test('N4: the token leaves the address at once, and is in no cookie, history entry, referrer or server log', async ({ console }) => {
    const { page } = console;
    await console.idle();
    const { token, errors } = console.server();
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(page.url()).not.toContain(token);
    const seen = await page.evaluate(() => ({
      address: location.href,
      cookie: document.cookie,
      stored: JSON.stringify(Object.entries(localStorage)),
      referrer: document.referrer,
      entries: performance
        .getEntriesByType('resource')
        .map((entry) => entry.name)
        .join(' '),
      session: Object.values(sessionStorage) as readonly string[],
      // The address bar's list of this tab, as far as a page can know it.
      history: JSON.stringify(history.state),
    }));
    expect(seen.session).toContain(token);
    expect(JSON.stringify({ ...seen, session: [] })).not.toContain(token);
    expect(seen.cookie).toBe('');
    expect(errors()).not.toContain(token);
    await page.goto('about:blank');
    await page.goBack();
    expect(page.url()).not.toContain(token);
  });

  test('N4: a reload keeps the session, another tab without the token gets none', async ({ console }) => {
    const { page } = console;
    await console.idle();
    await page.reload();
    await console.idle();
    const other = await page.context().newPage();
    await other.goto(`http://127.0.0.1:${console.server().port}/`);
    await expect(other.getByText(/no session token/i)).toBeVisible();
    await other.close();
  });

  test('N2, N3: a page of another site reaches neither files nor socket', async ({ console }) => {
    const { page } = console;
    await console.idle();
    const { port, token } = console.server();
    const foreign = createServer((_request, response) => response.setHeader('Content-Type', 'text/html').end('<p>another site'));
    foreign.listen(0, '127.0.0.1');
    await once(foreign, 'listening');
    const other = await page.context().newPage();
    console.expectFault(/^console: /);
    await other.goto(`http://localhost:${(foreign.address() as AddressInfo).port}/`);
    const outcome = await other.evaluate(
      async ([address, key]) => {
        const fetched = await fetch(`http://${address}/`).then(
          () => 'read',
          () => 'refused',
        );
        const socket = await new Promise((resolve) => {
          const attempt = new WebSocket(`ws://${address}/rpc`, ['console.v1', `t.${key}`]);
          attempt.addEventListener('open', () => resolve('open'));
          attempt.addEventListener('error', () => resolve('refused'));
        });
        const frame = document.createElement('iframe');
        frame.src = `http://${address}/`;
        document.body.append(frame);
        await new Promise((resolve) => frame.addEventListener('load', resolve));
        // A refused frame shows the browser's own error page, which is of no origin that can be read.
        const framed = frame.contentDocument === null ? 'refused' : 'shown';
        return { fetched, socket, framed };
      },
      [`127.0.0.1:${port}`, token] as const,
    );
    expect(outcome).toEqual({ fetched: 'refused', socket: 'refused', framed: 'refused' });
    await other.close();
    foreign.close();
  });

  test('N7: the page cannot be left by a link that opens a window with a way back', async ({ console }) => {
    await console.idle();
    expect(await console.page.evaluate(() => [window.opener, window.isSecureContext])).toEqual([null, true]);
  });
});

test.describe('the host dies', () => {
  test('the page says so, reconnects by itself and goes on', async ({ console }) => {
    const { page } = console;
    await console.idle();
    console.expectFault(/^console: .*WebSocket/);
    const { execFileSync } = await import('node:child_process');
    const child = Number(
      execFileSync('ps', ['--ppid', String(console.server().pid), '-o', 'pid='], { encoding: 'utf8' })
        .trim()
        .split(/\s+/)[0],
    );
    process.kill(child, 'SIGKILL');
    await expect(page.getByText('The host is restarting.', { exact: false })).toBeVisible();
    await expect(page.getByText('The host is back.', { exact: false })).toBeVisible();
    await console.idle();
  });

  test('a restart of the console over the same workspace shows it again', async ({ console }) => {
    await console.idle();
    await console.restart();
    await console.idle();
    await expect(console.page.locator('#root')).not.toBeEmpty();
  });
});
