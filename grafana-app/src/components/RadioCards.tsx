import React, { type ReactNode } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { FieldGroup } from './FieldGroup';

interface RadioCard {
  value: string;
  title: string;
  description?: ReactNode;
  /** At the right of the title: a price. */
  aside?: ReactNode;
  /** It cannot be chosen; the description says why. */
  disabled?: boolean;
  testId: string;
}

interface Props {
  /** Name of the group, for the browser and for screen readers. */
  name: string;
  label: ReactNode;
  cards: RadioCard[];
  value: string;
  onChange: (value: string) => void;
  /** Least width of a card in pixels. */
  minWidth: number;
  error?: string;
}

/** One of few values, each a card. Real radio buttons: arrows, Tab and screen readers work as they do everywhere. */
export function RadioCards({ name, label, cards, value, onChange, minWidth, error }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <FieldGroup label={label} error={error}>
      <div className={styles.cards} style={{ gridTemplateColumns: `repeat(auto-fill, minmax(min(100%, ${minWidth}px), 1fr))` }}>
        {cards.map((card) => (
          <label
            key={card.value}
            className={cx(styles.card, card.value === value && styles.checked, card.disabled && styles.disabled)}
            data-testid={card.testId}
            data-value={card.value}
            data-checked={card.value === value}
          >
            <input
              type="radio"
              className={styles.input}
              name={name}
              value={card.value}
              checked={card.value === value}
              disabled={card.disabled}
              onChange={() => onChange(card.value)}
            />
            <span className={styles.head}>
              <span className={styles.title}>{card.title}</span>
              {card.aside !== undefined && <span className={styles.aside}>{card.aside}</span>}
            </span>
            {card.description !== undefined && <span className={styles.description}>{card.description}</span>}
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  cards: css({ display: 'grid', gap: theme.spacing(1) }),
  card: css({
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    padding: theme.spacing(1.25, 1.5),
    margin: 0,
    cursor: 'pointer',
    fontWeight: theme.typography.fontWeightRegular,
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    '&:hover': { borderColor: theme.colors.border.strong },
    '&:has(input:focus-visible)': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
  }),
  checked: css({
    '&, &:hover': { borderColor: theme.colors.primary.border, boxShadow: `inset 0 0 0 1px ${theme.colors.primary.border}` },
    background: theme.colors.primary.transparent,
  }),
  disabled: css({
    '&, &:hover': { cursor: 'not-allowed', borderColor: theme.colors.border.weak, color: theme.colors.text.secondary, background: 'transparent' },
  }),
  // Hidden for the eye only.
  input: css({ position: 'absolute', opacity: 0, pointerEvents: 'none' }),
  head: css({ display: 'flex', justifyContent: 'space-between', alignItems: 'baseline', gap: theme.spacing(1) }),
  title: css({ fontWeight: theme.typography.fontWeightMedium }),
  aside: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize, whiteSpace: 'nowrap' }),
  description: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
