import type { Guide } from '../guide.ts';
import { recalled } from '../recalled.ts';
import { moment } from '../text.ts';

export const informTenant: Guide = {
  name: 'inform-tenant',
  parameters: ['vm'],
  after: ['find-backup'],
  async prepare(context) {
    const { vm } = await context.vm();
    const { takenAt } = recalled(context, 'backup');
    const tenant = context.ports.tenants.find(({ id }) => id === vm.tenant);
    const at = moment(new Date(takenAt));
    const to = `${tenant?.name ?? vm.tenant} <${tenant?.email ?? ''}>`;
    await context.say({
      en: `${to}: ${vm.name} is as it was on ${at}, later changes are lost.`,
      fr: `${to} : ${vm.name} est telle qu’au ${at}, ce qui a changé depuis est perdu.`,
    });
    if (context.mode === 'rehearsal') {
      await context.say({ en: 'This is a rehearsal: write to nobody.', fr: 'C’est un exercice : n’écrivez à personne.' });
    }
    return 'needed';
  },
  look: null,
};
