import React, { Suspense } from 'react';
import { QueryClientProvider } from '@tanstack/react-query';
import { Navigate, Route, Routes } from 'react-router-dom';
import { createQueryClient } from '../../data/queryClient';
import { routes, urls } from '../../routes';
import { UnknownPage } from '../../pages/UnknownPage';
import { AppErrorBoundary } from '../AppErrorBoundary';
import { Skeleton } from '../Skeleton';

// One for the life of the tab: leaving for a dashboard and coming back shows the lists at once.
const queryClient = createQueryClient();

function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <AppErrorBoundary>
        <Suspense fallback={<Skeleton />}>
          <Routes>
            <Route index element={<Navigate to={urls.orders} replace />} />
            {routes.map(({ path, page: LazyPage }) => (
              <Route key={path} path={path} element={<LazyPage />} />
            ))}
            <Route path="*" element={<UnknownPage />} />
          </Routes>
        </Suspense>
      </AppErrorBoundary>
    </QueryClientProvider>
  );
}

export default App;
