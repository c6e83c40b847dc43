import React from 'react';
import { QueryClientProvider } from '@tanstack/react-query';
import { createQueryClient } from '../../data/queryClient';
import { AppErrorBoundary } from '../AppErrorBoundary';
import { Pages } from './Pages';

// One for the life of the tab: leaving for a dashboard and coming back shows the lists at once.
const queryClient = createQueryClient();

function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <AppErrorBoundary>
        <Pages />
      </AppErrorBoundary>
    </QueryClientProvider>
  );
}

export default App;
