import type { NetworkChoice } from '@vigie/contract/orders';
import type { Language } from '@vigie/contract/primitives';

interface Meanings {
  label: Record<NetworkChoice, string>;
  /** `open`: a new network where no firewall rules keep networks apart. */
  means: Record<NetworkChoice | 'open', string>;
}

/** The two choices in the words of mails and of the page that they lead to. */
export const meaningOfChoice: Record<Language, Meanings> = {
  en: {
    label: { default: 'The network you have', new: 'A new network' },
    means: {
      default: 'your machines are there already; all of them reach each other.',
      new: 'this order is alone in it; nothing passes between it and your other machines.',
      open: 'this order is alone in it, but no firewall rules close it: other networks reach it.',
    },
  },
  fr: {
    label: { default: 'Votre réseau actuel', new: 'Un nouveau réseau' },
    means: {
      default: 'vos machines s’y trouvent déjà ; toutes se joignent.',
      new: 'cette commande y est seule ; rien ne passe entre elle et vos autres machines.',
      open: 'cette commande y est seule, mais aucune règle de pare-feu ne le ferme : d’autres réseaux la joignent.',
    },
  },
};

/** What a choice means on a cluster whose networks are kept apart, or are not. */
export const choiceMeans = (language: Language, choice: NetworkChoice, isolated: boolean): string =>
  meaningOfChoice[language].means[choice === 'new' && !isolated ? 'open' : choice];

/** What the page says beside. `{{machines}}`, `{{choice}}` and `{{until}}` are filled in. */
export const pageWords = {
  en: {
    title: 'The network of your machine',
    question: 'Which network does {{machines}} get?',
    questionOfSeveral: 'Which network do {{machines}} get?',
    confirm: 'Confirm: {{choice}}',
    other: 'Rather: {{choice}}',
    until: 'You can choose until {{until}}. After that it is: {{choice}}.',
    chosen: 'It is chosen: {{choice}}. The order goes on; there is nothing left to do.',
    chosenOther: 'Another network was chosen before: {{choice}}. It cannot be changed any more.',
    expired: 'The time to choose is over. The order goes on with: {{choice}}.',
    over: 'The order does not wait for a choice any more.',
    wrong: 'This link is not valid. Take it from the mail in one piece, or choose in the app.',
    tooMany: 'There were too many requests. Try again in a minute.',
    broken: 'Something broke on our side. Try again in a while, or choose in the app.',
  },
  fr: {
    title: 'Le réseau de votre machine',
    question: 'Quel réseau pour {{machines}} ?',
    questionOfSeveral: 'Quel réseau pour {{machines}} ?',
    confirm: 'Confirmer : {{choice}}',
    other: 'Plutôt : {{choice}}',
    until: 'Vous pouvez choisir jusqu’au {{until}}. Ensuite ce sera : {{choice}}.',
    chosen: 'C’est choisi : {{choice}}. La commande continue ; vous n’avez plus rien à faire.',
    chosenOther: 'Un autre réseau a été choisi auparavant : {{choice}}. Il n’est plus possible d’en changer.',
    expired: 'Le temps pour choisir est écoulé. La commande continue avec : {{choice}}.',
    over: 'La commande n’attend plus de choix.',
    wrong: 'Ce lien n’est pas valable. Reprenez-le du message en entier, ou choisissez dans l’application.',
    tooMany: 'Il y a eu trop de demandes. Réessayez dans une minute.',
    broken: 'Une panne est survenue de notre côté. Réessayez plus tard, ou choisissez dans l’application.',
  },
} as const satisfies Record<Language, Record<string, string>>;
