import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './ui/tokens.css';
import './ui/base.css';
import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { connectConsole } from './connection/connect-console.ts';
import { installStyleNonce } from './style-nonce.ts';

installStyleNonce();
const root = document.querySelector('#root');
if (root === null) throw new Error('The page has no root element.');
const page = createRoot(root);
const connection = connectConsole();
// A transition is drawn in short slices; the first drawing of the frame is otherwise one long task.
startTransition(() =>
  page.render(
    <StrictMode>
      <App connection={connection} />
    </StrictMode>,
  ),
);
