import type { OrderStepName } from '@vigie/contract/order-steps';
import type { Language } from '@vigie/contract/primitives';

/** Steps as people read them in messages, in the words of the app. */
export const stepTitles: Record<OrderStepName, Record<Language, string>> = {
  'mail-received': { en: 'Confirm the order by mail', fr: 'Confirmer la commande par mail' },
  'await-approval': { en: 'Validate the payment', fr: 'Valider le paiement' },
  'mail-network-choice': { en: 'Ask for the network by mail', fr: 'Demander le réseau par mail' },
  'await-network-choice': { en: 'Choose the network', fr: 'Choisir le réseau' },
  'ensure-isolation': { en: 'Prepare the isolation of tenants', fr: 'Préparer l’isolation des clients' },
  'ensure-role': { en: 'Prepare the role', fr: 'Préparer le rôle' },
  'ensure-pool': { en: 'Prepare the resource pool', fr: 'Préparer le pool de ressources' },
  'ensure-account': { en: 'Prepare the Proxmox account', fr: 'Préparer le compte Proxmox' },
  'ensure-access': { en: 'Grant access to the pool', fr: 'Ouvrir l’accès au pool' },
  'allocate-network': { en: 'Allocate the network', fr: 'Attribuer le réseau' },
  'ensure-vnet': { en: 'Create the virtual network', fr: 'Créer le réseau virtuel' },
  'apply-sdn': { en: 'Apply the network on all nodes', fr: 'Appliquer le réseau sur tous les nœuds' },
  'reserve-vmid': { en: 'Reserve the VMID', fr: 'Réserver le VMID' },
  'place-vm': { en: 'Choose the node', fr: 'Choisir le nœud' },
  'clone-template': { en: 'Clone the template', fr: 'Cloner le modèle' },
  'create-vm': { en: 'Create the empty machine', fr: 'Créer la machine vide' },
  'register-address': { en: 'Register the address', fr: 'Enregistrer l’adresse' },
  'configure-vm': { en: 'Configure the machine', fr: 'Configurer la machine' },
  'isolate-vm': { en: 'Isolate the machine', fr: 'Isoler la machine' },
  'resize-disk': { en: 'Grow the disk', fr: 'Agrandir le disque' },
  'start-vm': { en: 'Start the machine', fr: 'Démarrer la machine' },
  'confirm-agent': { en: 'Wait until the machine answers', fr: 'Attendre que la machine réponde' },
  'install-packages': { en: 'Install packages', fr: 'Installer les paquets' },
  'publish-target': { en: 'Add it to monitoring', fr: 'Ajouter à la supervision' },
  'open-bastion': { en: 'Open the way through the bastion', fr: 'Ouvrir le passage par le bastion' },
  'mail-welcome': { en: 'Send the welcome mail', fr: 'Envoyer le mail de bienvenue' },
  'mail-network': { en: 'Send the network mail', fr: 'Envoyer le mail du réseau' },
  'mail-access': { en: 'Send the access mail', fr: 'Envoyer le mail d’accès' },
};
