import type { PbsSection } from '../../state/pbs-state.ts';

/** What of a call's parameters goes into a section: all but those that name it or say how to change it. */
export function sectionOf(params: PbsSection, names: readonly string[]): PbsSection {
  return Object.fromEntries(Object.entries(params).filter(([name]) => !names.includes(name) && name !== 'digest' && name !== 'delete'));
}

/** A section with the parameters put over it; `delete` lists what goes before. */
export function changedSection(section: PbsSection, params: PbsSection, names: readonly string[]): PbsSection {
  const gone = Array.isArray(params['delete']) ? params['delete'] : [];
  const kept = Object.entries(section).filter(([name]) => !gone.includes(name));
  return { ...Object.fromEntries(kept), ...sectionOf(params, names) };
}
