import { clusterResources } from '../../steps/pve/resources.ts';
import { clusterStatus } from '../../steps/pve/cluster-status.ts';
import type { Guide } from '../guide.ts';

/** Nobody but a person can tell that a host is without power: a node that is cut off looks the same to the cluster. */
export const fenceNode: Guide = {
  name: 'fence-node',
  parameters: ['node'],
  after: [],
  async prepare(context) {
    const { cluster, node } = context.node();
    if (context.mode === 'rehearsal') {
      await context.say({
        en: `Leave ${node} on: this is a rehearsal. Check that you can reach its management board and know who can pull its power.`,
        fr: `Laissez ${node} allumé : c’est un exercice. Vérifiez que vous joignez sa carte de gestion et savez qui peut couper son courant.`,
      });
    }
    const { guests } = await clusterResources(cluster.pve);
    const names = guests.filter((guest) => guest.node === node && guest.template !== 1).map(({ vmid, name }) => `${name ?? ''} (${vmid})`.trim());
    await context.say({
      en: `Started twice, these would destroy their disks: ${names.join(', ') || 'none'}.`,
      fr: `Démarrées deux fois, celles-ci détruiraient leurs disques : ${names.join(', ') || 'aucune'}.`,
    });
    return 'needed';
  },
  async look(context) {
    const { cluster, node } = context.node();
    const { nodes } = await clusterStatus(cluster.pve);
    const online = nodes.find(({ name }) => name === node)?.online === true;
    if (context.mode === 'rehearsal') {
      return { reached: true, doubtful: true, text: { en: `${node} is ${online ? 'online' : 'offline'}.`, fr: `${node} est ${online ? 'en ligne' : 'hors ligne'}.` } };
    }
    return online
      ? { reached: false, text: { en: `The cluster reaches ${node}: it is on.`, fr: `Le cluster joint ${node} : il est allumé.` } }
      : {
          reached: true,
          doubtful: true,
          text: {
            en: `The cluster does not reach ${node}. That alone does not prove that it is off.`,
            fr: `Le cluster ne joint pas ${node}. Cela seul ne prouve pas qu’il est éteint.`,
          },
        };
  },
};
