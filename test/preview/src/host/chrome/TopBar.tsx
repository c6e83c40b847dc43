import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Dropdown, Icon, Link, Menu, Tooltip, ToolbarButton, useStyles2 } from '@grafana/ui';
import { boot } from '../boot.ts';
import { headerHeight } from './measures.ts';
import type { Breadcrumb } from './page-nav.ts';
import { switchTo } from './switch-to.ts';
import { texts } from './texts.ts';
import { ThemeIcon } from './ThemeIcon.tsx';

interface Props {
  crumbs: Breadcrumb[];
  navOpen: boolean;
  onToggleNav: () => void;
}

/** Menu switch, where you are, and who you are. */
export function TopBar({ crumbs, navOpen, onToggleNav }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <header className={styles.bar}>
      <ToolbarButton
        narrow
        icon="bars"
        aria-label={navOpen ? texts.closeMenu : texts.openMenu}
        aria-expanded={navOpen}
        aria-controls="side-navigation"
        onClick={onToggleNav}
      />
      <Link href={boot.plugin.defaultNavUrl} className={styles.home}>
        <img src={boot.plugin.info.logos.small} alt={boot.plugin.name} width={24} height={24} />
      </Link>
      <Breadcrumbs crumbs={crumbs} />
      <Tooltip content={texts.previewHint}>
        <span className={styles.badge} tabIndex={0}>
          {texts.preview}
        </span>
      </Tooltip>
      <span className={styles.organisation}>
        <Icon name="building" />
        {boot.grafana.user.orgName}
      </span>
      <LanguageMenu />
      <ThemeSwitch />
      <AccountMenu />
    </header>
  );
}

function Breadcrumbs({ crumbs }: { crumbs: Breadcrumb[] }) {
  const styles = useStyles2(getStyles);
  return (
    <nav aria-label={texts.breadcrumbs} className={styles.crumbs}>
      <ol>
        {crumbs.map(({ text, url }, index) => {
          const last = index === crumbs.length - 1;
          return (
            <li key={`${url ?? ''} ${text}`}>
              {url && !last ? <Link href={url}>{text}</Link> : <span aria-current={last ? 'page' : undefined}>{text}</span>}
              {!last && <Icon name="angle-right" aria-hidden />}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function LanguageMenu() {
  const { language } = boot.grafana.user;
  const code = language.slice(0, 2).toUpperCase();
  const menu = (
    <Menu>
      <Menu.Item
        label="English"
        icon={language === 'en-US' ? 'check' : 'circle'}
        active={language === 'en-US'}
        onClick={() => switchTo('lang', 'en-US')}
      />
      <Menu.Item
        label="Français"
        icon={language === 'fr-FR' ? 'check' : 'circle'}
        active={language === 'fr-FR'}
        onClick={() => switchTo('lang', 'fr-FR')}
      />
    </Menu>
  );
  return (
    <Dropdown overlay={menu} placement="bottom-end">
      <ToolbarButton narrow aria-label={`${code}, ${texts.language}`}>
        {code}
      </ToolbarButton>
    </Dropdown>
  );
}

function ThemeSwitch() {
  const dark = boot.grafana.user.theme === 'dark';
  const label = dark ? texts.light : texts.dark;
  return (
    <ToolbarButton
      narrow
      icon={<ThemeIcon name={dark ? 'sun' : 'moon'} />}
      aria-label={label}
      tooltip={label}
      onClick={() => switchTo('theme', dark ? 'light' : 'dark')}
    />
  );
}

function AccountMenu() {
  const styles = useStyles2(getStyles);
  const { name, login, orgName, orgRole } = boot.grafana.user;
  const menu = (
    <Menu
      header={
        <div className={styles.person}>
          <strong>{name}</strong>
          <span>{login}</span>
          <span>
            {orgName} · {texts.roles[orgRole]}
          </span>
        </div>
      }
    >
      <Menu.Item label={texts.signOut} icon="signout" url="/logout" target="_self" />
    </Menu>
  );
  return (
    <Dropdown overlay={menu} placement="bottom-end">
      <ToolbarButton narrow aria-label={`${texts.account}: ${name}`}>
        <span className={styles.avatar} data-initials={name.replaceAll(/[^A-Z]/g, '')} />
      </ToolbarButton>
    </Dropdown>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    position: 'sticky',
    top: 0,
    zIndex: theme.zIndex.navbarFixed,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: headerHeight,
    padding: theme.spacing(0, 1),
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  home: css({ display: 'flex', flex: 'none' }),
  crumbs: css({
    flex: 1,
    minWidth: 0,
    ol: { display: 'flex', listStyle: 'none', margin: 0, minWidth: 0 },
    li: { display: 'flex', alignItems: 'center', minWidth: 0, '&:last-child': { flexShrink: 10 } },
    'a, span': {
      padding: theme.spacing(0, 0.5),
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
    },
    a: { color: theme.colors.text.secondary, '&:hover': { color: theme.colors.text.primary, textDecoration: 'underline' } },
    svg: { flex: 'none', color: theme.colors.text.secondary },
  }),
  badge: css({
    flex: 'none',
    padding: theme.spacing(0.25, 1),
    borderRadius: theme.shape.radius.pill,
    border: `1px solid ${theme.colors.border.medium}`,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    [theme.breakpoints.down('md')]: { display: 'none' },
  }),
  organisation: css({
    display: 'flex',
    flex: 'none',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    padding: theme.spacing(0, 1),
    color: theme.colors.text.secondary,
    [theme.breakpoints.down('sm')]: { display: 'none' },
  }),
  avatar: css({
    display: 'grid',
    placeItems: 'center',
    width: 26,
    height: 26,
    borderRadius: theme.shape.radius.circle,
    background: theme.colors.secondary.main,
    border: `1px solid ${theme.colors.border.medium}`,
    color: theme.colors.text.primary,
    fontSize: 11,
    fontWeight: theme.typography.fontWeightMedium,
    lineHeight: 1,
    '&::before': { content: 'attr(data-initials)' },
  }),
  person: css({ display: 'flex', flexDirection: 'column', padding: theme.spacing(1), span: { color: theme.colors.text.secondary } }),
});
