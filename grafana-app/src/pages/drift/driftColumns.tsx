import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { DriftItem } from '@vigie/contract/drift';
import type { DriftValue } from '@vigie/contract/drift-values';
import { TextLink, useStyles2 } from '@grafana/ui';
import type { Column } from '../../components/ListTable';
import { RelativeTime } from '../../components/RelativeTime';
import { t } from '../../i18n/t';
import { driftKindText } from '../../texts/driftKind';
import { driftValuesText } from '../../texts/driftValue';
import { urls } from '../../urls';

export function driftColumns(): Array<Column<DriftItem>> {
  return [
    {
      id: 'kind',
      title: t('drift.what', 'Difference'),
      cell: ({ kind }) => <Kind {...driftKindText(kind)} />,
      sortBy: ({ kind }) => driftKindText(kind).word,
    },
    { id: 'object', title: t('drift.object', 'Object'), cell: (item) => <DriftObject item={item} />, sortBy: ({ object }) => object },
    { id: 'cluster', title: t('vm.cluster', 'Cluster'), cell: ({ cluster }) => cluster, sortBy: ({ cluster }) => cluster, minor: true },
    { id: 'tenant', title: t('list.tenant', 'Tenant'), cell: ({ tenant }) => tenant ?? '–', sortBy: ({ tenant }) => tenant ?? '' },
    { id: 'expected', title: t('drift.expected', 'Vigie has'), cell: ({ expected }) => <Value values={expected} /> },
    { id: 'seen', title: t('drift.seen', 'Proxmox has'), cell: ({ seen }) => <Value values={seen} /> },
    {
      id: 'since',
      title: t('drift.since', 'Since'),
      cell: ({ firstSeenAt }) => <RelativeTime instant={firstSeenAt} />,
      sortBy: ({ firstSeenAt }) => Date.parse(firstSeenAt),
      minor: true,
    },
  ];
}

/** What differs, and below what to do. */
function Kind({ word, advice }: { word: string; advice: string }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.kind}>
      <div>{word}</div>
      <div className={styles.advice}>{advice}</div>
    </div>
  );
}

function DriftObject({ item }: { item: DriftItem }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.object}>
      {item.vm === undefined ? (
        item.object
      ) : (
        <TextLink href={urls.vm(item.vm)} color="primary" inline={false}>
          {item.object}
        </TextLink>
      )}
      {item.vmid !== undefined && <span className={styles.note}>VMID {item.vmid}</span>}
    </div>
  );
}

function Value({ values }: { values: DriftValue[] }) {
  const styles = useStyles2(getStyles);
  return <span className={values.length === 0 ? styles.note : styles.value}>{driftValuesText(values)}</span>;
}

const getStyles = (theme: GrafanaTheme2) => {
  const small = { color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize };
  return {
    kind: css({ whiteSpace: 'normal', minWidth: 200, maxWidth: 380 }),
    object: css({ whiteSpace: 'normal', overflowWrap: 'anywhere', minWidth: 90, maxWidth: 260 }),
    advice: css(small),
    note: css({ ...small, display: 'block' }),
    value: css({ whiteSpace: 'normal', overflowWrap: 'anywhere', display: 'inline-block', maxWidth: 220 }),
  };
};
