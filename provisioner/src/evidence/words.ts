import type { Language } from '@vigie/contract/primitives';

/** A text in both languages. */
export type Words = Record<Language, string>;

/** What every signed page says. */
export const pageWords = {
  yes: { en: 'yes', fr: 'oui' },
  no: { en: 'no', fr: 'non' },
  none: { en: 'none', fr: 'aucun' },
  unknown: { en: 'not known', fr: 'inconnu' },
  signature: { en: 'Signature', fr: 'Signature' },
  hash: { en: 'SHA-256 of the signed text', fr: 'SHA-256 du texte signé' },
  keyId: { en: 'Key id', fr: 'Identifiant de la clé' },
  signedAt: { en: 'Signed at', fr: 'Signé le' },
  operator: { en: 'Operator', fr: 'Opérateur' },
  software: { en: 'Made by', fr: 'Établi par' },
  howTo: { en: 'How to check this', fr: 'Comment vérifier ce document' },
  howToIntro: {
    en: 'This page is a rendering for people. What is signed is the text in the downloaded JSON file. With the file at hand (here "evidence.json"), jq and OpenSSL 3:',
    fr: 'Cette page est une mise en forme. Ce qui est signé est le texte contenu dans le fichier JSON téléchargé. Avec ce fichier (ici « evidence.json »), jq et OpenSSL 3 :',
  },
  howToAnswer: {
    en: 'The last command must answer "Signature Verified Successfully", the first must print the SHA-256 above, and the second the key id above. Compare the key id with the one that the operator gave you on another way: a key in the file proves only that nobody changed the text since that key signed it. Then read the signed text (text.json), not this page.',
    fr: 'La dernière commande doit répondre « Signature Verified Successfully », la première doit afficher le SHA-256 ci-dessus, et la deuxième l’identifiant de la clé ci-dessus. Comparez cet identifiant avec celui que l’opérateur vous a remis par une autre voie : la clé contenue dans le fichier prouve seulement que personne n’a modifié le texte depuis sa signature par cette clé. Lisez ensuite le texte signé (text.json), et non cette page.',
  },
  byHand: { en: 'To be filled in by hand', fr: 'À remplir à la main' },
  witness: { en: 'Witness, date', fr: 'Témoin, date' },
  corrective: { en: 'Corrective action', fr: 'Action corrective' },
  owner: { en: 'Owner', fr: 'Responsable' },
  due: { en: 'Due date', fr: 'Échéance' },
  deviations: { en: 'Deviations', fr: 'Écarts' },
  noDeviations: { en: 'None: everything was done and was as expected.', fr: 'Aucun : tout a été fait et était conforme.' },
  name: { en: 'What', fr: 'Objet' },
  state: { en: 'Result', fr: 'Résultat' },
  begin: { en: 'Begin', fr: 'Début' },
  took: { en: 'Took', fr: 'Durée' },
  detail: { en: 'Detail', fr: 'Détail' },
  expected: { en: 'Expected', fr: 'Attendu' },
  seen: { en: 'Seen', fr: 'Constaté' },
  objective: { en: 'Objective', fr: 'Objectif' },
  measured: { en: 'Measured', fr: 'Mesuré' },
  met: { en: 'Met', fr: 'Atteint' },
} as const satisfies Record<string, Words>;
