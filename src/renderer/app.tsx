import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { Router } from 'wouter';
import type { ConsoleConnection } from './connection/connect-console.ts';
import { ConsoleProvider } from './data/console-context.tsx';
import { createQueryClient } from './data/query-client.ts';
import { Frame } from './shell/frame.tsx';
import { hashHref, useHashPath, useHashSearch } from './shell/hash-location.ts';
import { styleNonce } from './style-nonce.ts';
import { cssVariables, theme } from './ui/theme.ts';

const queries = createQueryClient();
const colorScheme = localStorageColorSchemeManager({ key: 'paretoscope.color-scheme' });

export function App({ connection }: { readonly connection: ConsoleConnection }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorScheme}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce() ?? ''}
    >
      <ConsoleProvider connection={connection}>
        <QueryClientProvider client={queries}>
          {/* wouter takes its location as hooks. */}
          {/* oxlint-disable-next-line react/hooks */}
          <Router hook={useHashPath} searchHook={useHashSearch} hrefs={hashHref}>
            <Frame />
          </Router>
        </QueryClientProvider>
      </ConsoleProvider>
    </MantineProvider>
  );
}
