import type { Action } from '../action.ts';
import { requireLost, usableCluster } from '../cluster-status.ts';
import { everywhere } from '../text.ts';

export const confirmNodeLost: Action = {
  name: 'confirm-node-lost',
  parameters: ['node'],
  after: [],
  async run(context) {
    const { nodes } = await requireLost(context);
    const { node } = context.node();
    const online = nodes.filter((one) => one.online).map(({ name }) => name).join(', ');
    await context.say({
      en: `The cluster does not reach ${node}. It is quorate with ${online}.`,
      fr: `Le cluster ne joint pas ${node}. Il a le quorum avec ${online}.`,
    });
    return 'done';
  },
  async rehearse(context) {
    const { online, nodes } = await usableCluster(context);
    const { node } = context.node();
    await context.say(
      online
        ? { en: `${node} is online: this rehearsal takes it as lost.`, fr: `${node} est en ligne : cet exercice le considère comme perdu.` }
        : { en: `${node} is offline at this moment.`, fr: `${node} est hors ligne en ce moment.` },
    );
    await context.say(everywhere(nodes.map(({ name, online: up }) => `${name}: ${up ? 'online' : 'offline'}`).join(', ')));
    return 'done';
  },
};
