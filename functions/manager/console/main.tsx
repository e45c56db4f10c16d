import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LanguageProvider } from './language/language-context.tsx';
import { keepSession } from './session/keep-session.ts';
import { SessionProvider } from './session/session-context.tsx';
import { createConsoleRouter } from './shell/create-console-router.tsx';

const container = document.querySelector('#console');
if (container === null) throw new Error('the page has no element with the id console');

// The page keeps answers only in memory, and drops an answer a minute after its last use. Without a
// network a request fails at once, so the user of the console sees the failure. When the network
// returns, the page loads its data again.
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: false,
      gcTime: 60_000,
      refetchOnWindowFocus: true,
      networkMode: 'always',
      refetchOnReconnect: true,
    },
    mutations: { networkMode: 'always' },
  },
});
const router = createConsoleRouter();

createRoot(container).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <LanguageProvider>
        <SessionProvider>
          <RouterProvider router={router} />
        </SessionProvider>
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
);
keepSession();
