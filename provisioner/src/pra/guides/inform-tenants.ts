import type { Evacuated } from '../facts.ts';
import type { Guide } from '../guide.ts';
import { recalled } from '../recalled.ts';
import { moment, type Text } from '../text.ts';

export const informTenants: Guide = {
  name: 'inform-tenants',
  parameters: ['node'],
  after: ['plan-evacuation'],
  async prepare(context) {
    const machines = recalled(context, 'evacuation');
    if (machines.length === 0) return 'not-needed';
    for (const { id, name, email } of context.ports.tenants) {
      const own = machines.filter(({ tenant }) => tenant === id).map(fateOf);
      if (own.length === 0) continue;
      await context.say({
        en: `${name} <${email}>: ${own.map(({ en }) => en).join('; ')}.`,
        fr: `${name} <${email}> : ${own.map(({ fr }) => fr).join(' ; ')}.`,
      });
    }
    if (context.mode === 'rehearsal') {
      await context.say({ en: 'This is a rehearsal: write to nobody.', fr: 'C’est un exercice : n’écrivez à personne.' });
    }
    return 'needed';
  },
  look: null,
};

/** What happened to a machine, for its tenant. */
function fateOf({ name, how, takenAt }: Evacuated): Text {
  if (how === 'move') return { en: `${name} was restarted, nothing is lost`, fr: `${name} a redémarré, rien n’est perdu` };
  if (how === 'lost') return { en: `${name} is lost`, fr: `${name} est perdue` };
  const at = takenAt === null ? '' : moment(new Date(takenAt));
  return { en: `${name} is as it was on ${at}, later changes are lost`, fr: `${name} est telle qu’au ${at}, ce qui a changé depuis est perdu` };
}
