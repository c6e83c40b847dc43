import React, { Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { UnknownPage } from '../../pages/UnknownPage';
import { routes } from '../../routes';
import { urls } from '../../urls';
import { Skeleton } from '../Skeleton';

/** The page for the address below the plugin; without one, the overview. */
export function Pages() {
  return (
    <Suspense fallback={<Skeleton />}>
      <Routes>
        <Route index element={<Navigate to={urls.overview} replace />} />
        {routes.map(({ path, page: LazyPage }) => (
          <Route key={path} path={path} element={<LazyPage />} />
        ))}
        <Route path="*" element={<UnknownPage />} />
      </Routes>
    </Suspense>
  );
}
