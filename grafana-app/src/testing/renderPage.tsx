import React from 'react';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router-dom';
import { Pages } from '../components/App/Pages';
import { PLUGIN_BASE_URL } from '../constants';
import { createQueryClient } from '../data/queryClient';

/** The plugin at an address below it, as a user sees it. Answers how to read the address it is at. */
export function renderPage(path: string): { address: () => string } {
  let address = '';
  const Address = () => {
    const { pathname, search } = useLocation();
    address = pathname.replace(PLUGIN_BASE_URL, '') + search;
    return null;
  };
  render(
    <QueryClientProvider client={createQueryClient(false)}>
      <MemoryRouter future={{ v7_startTransition: true, v7_relativeSplatPath: true }} initialEntries={[`${PLUGIN_BASE_URL}${path}`]}>
        <Address />
        <Routes>
          <Route path={`${PLUGIN_BASE_URL}/*`} element={<Pages />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return { address: () => address };
}
