import type { StepReasonCode } from '../step-reasons.ts';

/**
 * The sentences of stepReasons in French, for mails, evidence and the app alike: its locale file is written from here.
 */
export const frenchReasons: Record<StepReasonCode, string> = {
  'proxmox-busy': 'Proxmox est occupé par une autre modification.',
  'proxmox-unreachable': 'Proxmox est injoignable. Vérifiez que ses nœuds tournent et que le réseau entre Vigie et lui fonctionne.',
  'proxmox-no-quorum': 'Le cluster Proxmox n’a plus le quorum et n’accepte aucune modification. Remettez en route les nœuds manquants.',
  'proxmox-timeout': 'Proxmox n’a pas répondu à temps.',
  'proxmox-error': 'Proxmox a répondu par une erreur.',
  'certificate-untrusted':
    'Le certificat de Proxmox n’est pas celui que la configuration reconnaît. Vérifiez son empreinte, puis relancez.',
  'token-refused': 'Proxmox refuse le jeton d’API. Mettez un jeton valable dans la configuration, redémarrez Vigie, puis relancez.',
  'privilege-missing': 'Il manque au jeton d’API le privilège {{privileges}} sur {{path}}. Accordez-le, puis relancez.',
  'request-invalid': 'Proxmox juge la demande non valable. Voyez le texte technique.',
  'call-not-offered': 'Cette version de Proxmox n’offre pas un appel dont Vigie a besoin.',
  'change-refused': 'Proxmox a refusé une modification. Voyez le texte technique, puis relancez.',
  'task-slow': 'Une tâche de Proxmox dure plus longtemps que prévu.',
  'task-killed': 'Une tâche de Proxmox a été interrompue.',
  'task-forgotten': 'Proxmox ne connaît plus la tâche. Vigie regarde ce qu’elle a fait.',
  'task-failed': 'Une tâche de Proxmox a échoué. Corrigez la cause que donne le texte technique, puis relancez.',
  'storage-full': 'Le stockage est plein. Faites-y de la place, puis relancez.',
  internal: 'Une panne est survenue de notre côté.',
  'step-unknown': 'Cette version de Vigie n’a pas d’étape {{step}}.',
  'order-missing': 'La commande {{order}} n’est plus dans la base de données.',
  'cluster-unconfigured': 'Le cluster {{cluster}} n’est plus dans la configuration. Remettez-le, redémarrez Vigie, puis relancez.',
  'tenant-unconfigured': 'Le client {{tenant}} n’est plus dans la configuration. Remettez-le, redémarrez Vigie, puis relancez.',
  'not-approved': 'La commande n’est pas encore approuvée.',
  'order-cancelled': 'La commande est en cours d’annulation.',
  'done-by-lead': 'Fait une seule fois pour toutes les machines de la commande.',
  'network-chosen-with-order': 'La commande dit quel réseau elle veut : personne n’est interrogé.',
  'network-is-first': 'Le client n’a pas encore de réseau, il n’y a donc rien à choisir : il reçoit le sien.',
  'network-not-asked': 'Il n’y avait rien à choisir.',
  'network-not-chosen': 'Le réseau n’est pas encore choisi.',
  'role-not-kept': 'Le rôle {{role}} n’a pas les privilèges que Vigie lui a donnés.',
  'pool-foreign':
    'Le pool {{pool}} n’est pas celui de Vigie. Pour le donner à ce client, mettez « {{comment}} » dans son commentaire, puis relancez.',
  'pool-missing': 'Le pool {{pool}} n’est plus dans Proxmox : quelqu’un l’a supprimé. Relancez, et Vigie le recrée.',
  'group-foreign':
    'Le groupe Proxmox {{id}} existe et n’est pas celui de Vigie. Pour le donner à ce client, mettez « {{comment}} » dans son commentaire, puis relancez.',
  'account-foreign':
    'Le compte Proxmox {{id}} existe et n’est pas celui de Vigie. Pour le donner à ce client, mettez « {{comment}} » dans son commentaire, puis relancez.',
  'access-not-kept': 'Le droit du groupe {{group}} sur {{path}} n’apparaît pas après avoir été accordé.',
  'networks-used-up':
    'Il ne reste aucun /24 libre pour les clients « {{kind}} ». Ajoutez une plage d’adresses à la configuration, redémarrez Vigie, puis relancez.',
  'zone-not-simple':
    'La zone SDN {{zone}} n’est pas une zone simple. Donnez à clusters[].sdn.zone une zone que Vigie peut prendre, puis relancez.',
  'zone-without-dhcp': 'La zone SDN {{zone}} n’a pas de DHCP automatique. Activez-le dans Proxmox (dhcp: dnsmasq), puis relancez.',
  'vnet-foreign':
    'Le VNet {{vnet}} existe dans Proxmox et n’est pas celui de ce réseau. Supprimez-le, appliquez les changements SDN, puis relancez.',
  'subnet-differs': 'Le sous-réseau {{cidr}} du VNet {{vnet}} n’est pas tel qu’il a été commandé.',
  'vnet-left': 'Le VNet {{vnet}} existe dans Proxmox et n’est pas celui de ce réseau : il a été laissé tel quel.',
  'network-kept': 'Le réseau {{cidr}} reste : d’autres machines du client l’utilisent.',
  'vnet-not-gone': 'Le VNet {{vnet}} n’a pas encore disparu de la configuration SDN active.',
  'sdn-not-running': 'Le réseau n’est pas encore dans la configuration SDN active.',
  'zone-load-failed':
    'Le nœud {{node}} n’a pas pu charger la zone SDN {{zone}}. Regardez sa tâche de rechargement (dnsmasq est-il installé ?), puis relancez.',
  'zone-not-loaded': 'Le nœud {{node}} n’a pas encore chargé la zone SDN {{zone}} ({{status}}).',
  'network-full': 'Le réseau {{cidr}} n’a plus d’adresse libre. Commandez plutôt dans un nouveau réseau.',
  'address-foreign': 'L’adresse {{ip}} est enregistrée dans Proxmox pour une autre machine. Supprimez cet enregistrement, puis relancez.',
  'address-not-kept': 'L’adresse {{ip}} n’a pas pu être enregistrée pour {{mac}} dans Proxmox.',
  'isolation-off': 'La configuration laisse les réseaux des clients ouverts les uns aux autres (clusters[].isolation.mode: off).',
  'firewall-off':
    'Le pare-feu du datacenter est désactivé : rien ne séparerait les clients. Autorisez les ports 22 et 8006 depuis votre réseau, activez-le dans Proxmox (Datacenter > Pare-feu > Options), puis relancez.',
  'node-firewall-off':
    'Le pare-feu du nœud {{node}} est désactivé : rien n’y séparerait les clients. Autorisez les ports 22 et 8006 depuis votre réseau, activez-le dans Proxmox (le nœud > Pare-feu > Options), puis relancez.',
  'ip-set-foreign':
    'L’IP set {{name}} existe dans le pare-feu du datacenter et n’est pas celui de Vigie. Renommez-le ou mettez « {{comment}} » dans son commentaire, puis relancez.',
  'security-group-foreign':
    'Le groupe de sécurité {{name}} existe dans le pare-feu du datacenter et n’est pas celui de Vigie. Renommez-le ou mettez « {{comment}} » dans son commentaire, puis relancez.',
  'card-unprotected': 'Cartes réseau sans pare-feu : {{cards}}. Activez-le pour elles dans le modèle et dans la VM, puis relancez.',
  'firewall-not-kept': 'Le pare-feu ne contient pas ce que Vigie a écrit : {{where}}. Quelqu’un d’autre le modifie-t-il ? Relancez ensuite.',
  'vmids-used-up': 'Tous les VMID de {{from}} à {{to}} ont été donnés. Élargissez clusters[].vmids, redémarrez Vigie, puis relancez.',
  'storage-nowhere': 'Aucun nœud en ligne n’a le stockage {{storage}}.',
  'network-node-away': 'Le réseau du client est sur le nœud {{node}}, qui n’est pas en ligne avec le stockage {{storage}}.',
  'memory-full':
    'Aucun nœud n’a assez de mémoire libre pour {{memory}} Gio en plus de ce qui est en cours de déploiement. Libérez-en, puis relancez.',
  'node-memory-full':
    'Le nœud {{node}} du réseau du client n’a pas assez de mémoire libre pour {{memory}} Gio en plus de ce qui est en cours de déploiement. Libérez-en, puis relancez.',
  'template-missing': 'Le modèle {{template}} (VMID {{vmid}}) n’est pas sur le cluster. Restaurez-le, puis relancez.',
  'template-without-disk': 'Le modèle n’a pas de disque {{disk}} avec une taille. Vigie a besoin que {{disk}} soit son disque système.',
  'clone-running': 'La VM {{vmid}} est encore en cours de clonage.',
  'clone-not-visible': 'La VM {{vmid}} n’est pas encore visible après son clonage.',
  'clone-not-moved': 'La VM {{vmid}} est encore sur le nœud {{node}} de son modèle.',
  'vm-missing': 'La VM {{vmid}} n’est plus sur le nœud {{node}}. Elle a été déplacée ou supprimée en dehors de Vigie.',
  'vm-foreign': 'La VM {{vmid}} existe et n’appartient pas à cette commande. Supprimez-la ou changez la plage de VMID, puis relancez.',
  'vm-left': 'La VM {{vmid}} existe et n’appartient pas à cette commande : elle a été laissée telle quelle.',
  'card-without-mac': 'La carte réseau de la VM n’a pas d’adresse MAC.',
  'settings-not-kept': 'Proxmox n’a pas conservé ces réglages de la VM : {{settings}}.',
  'disk-not-grown': 'Le disque fait {{size}} Gio après avoir été agrandi à {{wanted}} Gio.',
  'vm-not-running': 'La VM ne tourne pas encore.',
  'agent-silent':
    'L’agent invité n’a pas répondu en {{seconds}} s. Regardez la console : la machine a-t-elle démarré, et son modèle contient-il qemu-guest-agent ?',
  'agent-without-address':
    'La machine n’a aucune adresse après {{seconds}} s, au lieu de {{expected}}. Vérifiez cloud-init dans son modèle.',
  'agent-other-address': 'La machine a {{seen}} après {{seconds}} s, au lieu de {{expected}}. Vérifiez cloud-init dans son modèle.',
  'tag-not-kept': 'Proxmox n’a pas conservé l’étiquette {{tag}}.',
  'mail-unreachable': 'Le serveur de mail {{server}} est injoignable ou refuse la connexion. Vérifiez mail.smtp.',
  'mail-interrupted': 'Le serveur de mail s’est interrompu pendant qu’il prenait un mail.',
  'mail-deferred': 'Le serveur de mail ne prend pas de mail pour le moment.',
  'mail-refused': 'Le serveur de mail refuse les mails à {{to}}. Corrigez l’adresse ou le serveur, puis redémarrez Vigie.',
  'mail-doubtful':
    'Vigie a été interrompu pendant l’envoi de ce mail. Il n’est pas renvoyé de lui-même, pour que personne ne le reçoive deux fois : décidez-en sur la page d’accueil.',
  'mail-unreadable':
    'Ce mail a été gardé avec une autre clé de chiffrement. Remettez cette clé (provisioner.encryptionKey), puis redémarrez Vigie.',
  'account-known': 'Le client a déjà son compte Proxmox.',
  'packages-none': 'Il n’y a rien à installer.',
  'packages-by-snippet': 'cloud-init installe le node exporter au premier démarrage de la machine.',
  'packages-family-unknown':
    'Vigie n’installe des paquets que sur Debian, Ubuntu et la famille Red Hat, et la machine a {{os}}. Mettez le node exporter dans le modèle.',
  'packages-unsupported':
    'La commande a besoin de {{packages}}, et Vigie n’installe des paquets que sur Debian, Ubuntu et la famille Red Hat ; la machine a {{os}}. N’offrez cette option que sur ces systèmes, puis annulez la commande.',
  'packages-unreachable':
    'La machine ne joint pas les serveurs de sa distribution : {{packages}} ne peuvent pas être installés. Vérifiez ses serveurs de noms et sa sortie (pare-feu, NAT), puis relancez.',
  'packages-without-snat':
    'La machine ne joint pas les serveurs de sa distribution : {{packages}} ne peuvent pas être installés. Son réseau n’a pas de sortie, car clusters[].sdn.snat est désactivé. Donnez-lui-en une, ou mettez les paquets dans le modèle, puis relancez.',
  'package-unknown':
    'La distribution de la machine n’a pas tout de {{packages}}. Corrigez les noms dans le catalogue, ou ajoutez le dépôt au modèle (docs/packages.md), puis relancez.',
  'packages-failed': 'L’installation de {{packages}} a échoué. Supprimez la cause que nomme le texte technique, puis relancez.',
  'packages-slow':
    'L’installation de {{packages}} dure plus de {{seconds}} s et continue dans la machine. Relancez, et Vigie l’attendra de nouveau.',
  'packages-interrupted': 'L’installation a été interrompue, par exemple par un redémarrage de la machine. Vigie regarde ce qui est là.',
  'packages-not-kept': 'La machine n’a pas {{packages}} après l’installation. Autre chose la modifie-t-il ? Puis relancez.',
  'package-service-down':
    'Le service de {{package}} ne tourne pas dans la machine après l’installation. Voyez le texte technique, démarrez-le, puis relancez.',
  'agent-lost':
    'L’agent invité a cessé de répondre pendant l’installation de paquets. Regardez la console de la machine : tourne-t-elle ? Puis relancez.',
  'agent-exec-off':
    'L’agent invité de la machine n’autorise pas l’exécution de programmes (guest-exec). Autorisez-la dans le modèle et dans la machine (docs/packages.md), puis relancez.',
  'snippet-missing':
    'Le snippet vendor {{volume}} n’est pas visible sur le nœud {{node}}. Placez-le sur chaque nœud (cp docs/vigie-vendor.yaml "$(pvesm path {{volume}})"), laissez le stockage contenir des snippets, donnez au jeton d’API Datastore.Allocate sur /storage/{{storage}}, puis relancez.',
  'installed-by-tenant': 'Le client installe cette machine depuis une image : rien n’est cloné.',
  'cloned-ready': 'La machine a été clonée depuis un modèle, prête à l’emploi.',
  'disk-as-ordered': 'Le disque a été créé à la taille commandée.',
  'agent-later': 'Le client installe le système par la console : rien ne répond encore dans la machine.',
  'exporter-later':
    'Le client installe le système : rien ne peut encore être supervisé dans la machine. Donnez-lui l’étiquette {{tag}} dans Proxmox une fois qu’un node exporter y tourne.',
  'iso-unconfigured':
    'L’image d’installation {{image}} n’est plus dans la configuration (clusters[].isos). Remettez-la, redémarrez Vigie, puis réessayez.',
  'iso-storage-away':
    'Le stockage {{storage}} de l’image d’installation {{volume}} n’est pas disponible sur : {{nodes}}. Rendez-le disponible, puis réessayez.',
  'iso-missing':
    'L’image d’installation {{volume}} n’est pas sur le stockage {{storage}} de : {{nodes}}. Déposez-la, puis réessayez.',
  'create-running':
    'La VM {{vmid}} est verrouillée pendant sa création. Si aucune tâche de Proxmox ne le fait plus, déverrouillez-la (qm unlock) et supprimez-la, puis réessayez.',
  'create-not-visible': 'La VM {{vmid}} n’est pas encore visible après sa création.',
  'bastion-none': 'Aucun bastion n’est configuré : la machine est jointe directement.',
  'bastion-without-key': 'La machine n’a aucune clé SSH valable : personne ne peut la joindre par le bastion.',
  'bastion-unreachable':
    'Le bastion {{host}} est injoignable. Vérifiez qu’il tourne, que bastion.host et bastion.port sont justes, et que le réseau entre Vigie et lui fonctionne.',
  'bastion-interrupted': 'Le bastion {{host}} a coupé la connexion pendant une modification.',
  'bastion-key-changed':
    'Le bastion {{host}} a la clé d’hôte {{seen}}, qui n’est pas bastion.hostKey : il a été réinstallé, ou quelqu’un s’est placé entre les deux. Vérifiez-la sur le bastion, corrigez bastion.hostKey, redémarrez Vigie, puis relancez.',
  'bastion-login-refused':
    'Le bastion {{host}} refuse la connexion de Vigie sous {{user}}. Mettez la partie publique de bastion.key dans le fichier authorized_keys de ce compte (docs/bastion.md), puis relancez.',
  'bastion-refused':
    'Le bastion {{host}} refuse ce que Vigie lui demande. Vérifiez que vigie-bastion y est installé comme le dit docs/bastion.md, puis relancez.',
  'bastion-not-kept': 'Le bastion {{host}} n’a pas ce que Vigie y a mis. Autre chose écrit-il dans son dossier ? Ensuite, relancez.',
  'backup-storage-missing':
    'Aucun nœud en ligne n’a le stockage de sauvegarde {{storage}}. Corrigez la politique de sauvegarde ou remettez ce stockage en service.',
  'backup-vm-not-delivered': 'La machine n’est pas encore livrée.',
  'backup-vm-elsewhere': 'La VM {{vmid}} n’est plus sur aucun nœud du cluster.',
  'backup-node-offline': 'Le nœud {{node}} de la machine est hors ligne.',
  'backup-not-started': 'Proxmox n’a pas lancé la sauvegarde. La machine vient peut-être de changer de nœud.',
  'backup-not-listed': 'La sauvegarde s’est bien terminée, mais elle n’apparaît pas sur le stockage {{storage}}.',
  'backup-not-pruned': 'La sauvegarde est faite, mais d’anciennes que la politique ne garde pas n’ont pas pu être supprimées.',
  'backup-run-missing': 'La sauvegarde {{id}} n’est plus dans la base de données.',
  'test-cancelled': '{{login}} a arrêté le test.',
  'backup-missing': 'Cette machine n’a aucune sauvegarde complète.',
  'backup-gone': 'La sauvegarde {{volume}} n’est plus sur le stockage.',
  'backup-too-old': 'La dernière sauvegarde complète date de {{age}}, alors qu’on peut perdre au plus {{rpo}} de travail.',
  'backup-verify-failed': 'Le serveur de sauvegarde a vérifié cette sauvegarde et trouvé ses données endommagées.',
  'backup-key-missing':
    'La sauvegarde est chiffrée et aucun nœud n’a sa clé. Ramenez la clé {{key}} de l’endroit où elle est mise sous séquestre.',
  'backup-unreadable': 'La configuration contenue dans la sauvegarde est illisible : la sauvegarde est endommagée.',
  'backup-storage-away': 'Le stockage de sauvegarde {{storage}} est injoignable : on ne sait rien de la sauvegarde.',
  'lab-not-usable': 'Le laboratoire n’est pas utilisable : {{what}}.',
  'lab-has-uplink': 'Le réseau de laboratoire {{vnet}} n’est pas isolé ({{what}}) : rien n’y est restauré.',
  'lab-vmids-used-up': 'Tous les VMID du laboratoire sont pris. Élargissez clusters[].lab.vmids ou supprimez ce qui y reste.',
  'lab-room-missing': 'Aucun nœud n’a la place pour restaurer : {{what}}.',
  'restore-failed': 'Proxmox n’a pas pu restaurer la sauvegarde.',
  'restored-start-failed': 'Proxmox n’a pas pu démarrer la machine restaurée.',
  'restored-program-failed':
    'Le programme {{program}} n’a pas pu tourner dans la machine restaurée (code de sortie {{exitcode}}) : l’état de ses services est inconnu.',
  'restored-vm-missing': 'La machine restaurée est introuvable.',
  'card-outside-lab':
    'La carte réseau {{card}} de la machine restaurée est sur {{bridge}}, pas dans le laboratoire. La machine n’a pas été démarrée.',
  'start-at-boot-kept': 'La machine restaurée démarrerait avec son nœud. Elle n’a pas été démarrée.',
  'host-devices-kept': 'La machine restaurée utilise encore {{keys}} de l’hôte. Elle n’a pas été démarrée.',
  'not-running-any-more': 'La machine restaurée s’est de nouveau arrêtée ({{status}}).',
  'restored-agent-silent':
    'L’agent invité n’a pas répondu en {{seconds}} s après la restauration : la machine n’a pas démarré correctement.',
  'agent-never-seen':
    'L’agent invité n’a jamais répondu, ni dans cette machine ni dans sa copie : rien ne peut être prouvé à l’intérieur. Installez qemu-guest-agent dans la machine, puis sauvegardez-la de nouveau.',
  'wrong-host-name': 'La machine restaurée dit être {{seen}}, et non {{expected}} : c’en est une autre.',
  'wrong-machine-id': 'La machine restaurée n’a pas le même identifiant que celle qui a été sauvegardée : c’en est une autre.',
  'identity-unknown':
    'Personne ne sait quelle est cette machine : son nom d’hôte et son identifiant n’ont jamais été lus. Faites une sauvegarde pendant qu’elle tourne.',
  'file-system-missing': 'Le système de fichiers {{mount}} n’est pas monté dans la machine restaurée.',
  'canary-missing': 'Le témoin écrit avant la sauvegarde n’est pas dans la machine restaurée : il manque des données.',
  'canary-differs':
    'Le témoin trouvé dans la machine restaurée n’est pas celui écrit avant la sauvegarde : ses données sont d’une autre époque.',
  'canary-stale':
    'Le témoin trouvé dans la machine restaurée a été écrit {{age}} avant la sauvegarde, plus que {{rpo}} : ses données sont anciennes.',
  'canary-unknown':
    'Aucun témoin n’a été écrit avant cette sauvegarde : personne ne peut prouver l’âge de ses données. Faites une sauvegarde pendant que la machine tourne.',
  'port-closed': 'Rien n’écoute sur le port {{port}} dans la machine restaurée.',
  'rto-missed': 'La reprise a pris {{rta}}, plus que l’objectif de {{rto}}.',
  'rpo-missed': 'La sauvegarde datait de {{rpa}} au début du test, plus que l’objectif de {{rpo}}.',
  leftovers:
    'Le test a laissé dans Proxmox des objets dont Vigie ne peut pas prouver qu’ils sont les siens, ou qu’il n’a pas pu supprimer : {{what}}.',
  'earlier-phase-failed': 'Pas fait, car {{phase}} a échoué.',
  'runbook-parameter-gone': 'Ce que vise cette exécution ({{value}}) n’existe plus.',
  'step-timed-out': 'L’état attendu n’a pas été atteint en {{minutes}} min.',
  'no-quorum-left': 'Les nœuds restants de {{cluster}} n’ont plus le quorum : rien ne peut être changé. Remettez d’abord un nœud en route.',
  'node-still-online':
    'Le nœud {{node}} répond : il n’est pas perdu. Rien n’est relancé ailleurs tant qu’il peut faire tourner les mêmes machines.',
  'vm-still-there': 'La VM {{vmid}} est toujours là ({{status}}). Elle n’est pas perdue.',
  'nothing-to-recover': 'Il n’y a rien à reprendre ici.',
  'no-node-left': 'Aucun autre nœud en ligne n’a la place pour la VM {{vmid}} ({{memory}} Gio).',
  'no-backup-to-recover': 'La VM {{vmid}} n’a aucune sauvegarde complète à restaurer.',
  'vm-not-recovered': 'La VM {{vmid}} ne tourne pas encore sur {{node}}.',
  'config-not-moved': 'La configuration de la VM {{vmids}} est encore sur le nœud {{node}}. Lancez la commande affichée, puis confirmez.',
  'restore-left-over':
    'Ce qui se trouve sur le nœud {{node}} comme VM {{vmid}} n’est pas la machine entière : une restauration s’est interrompue. Supprimez-la là-bas, puis relancez.',
  'vm-node-offline': 'Le nœud {{node}} de la VM {{vmid}} est hors ligne. Suivez la procédure pour un hôte perdu.',
  'earlier-step-missing':
    'L’étape qui détermine ce qu’il faut ici a été sautée. Sautez celle-ci aussi, et faites à la main ce qu’elle demande.',
  'rehearsal-test-running': 'Le test de restauration de cet exercice est encore en cours.',
  'rehearsal-test-failed': 'Le test de restauration de cet exercice s’est terminé avec le verdict {{verdict}}.',
  'sdn-locked':
    'Quelqu’un d’autre tient le verrou du SDN du cluster {{cluster}} et le modifie. Vigie l’attend. S’il n’y a personne, libérez-le sur un nœud (pvesh delete /cluster/sdn/lock --force 1), puis relancez.',
  'sdn-pending-foreign':
    'Le SDN du cluster {{cluster}} a des changements de quelqu’un d’autre qui n’ont pas été appliqués : {{what}}. Appliquez-les ou annulez-les dans Proxmox (Datacenter > SDN), puis relancez.',
  'sdn-lock-unanswered': 'Proxmox n’a pas dit si Vigie a le verrou du SDN. Vigie le saura dans un instant.',
  'slack-refused': 'Slack refuse le message : {{error}}. Corrigez slack.token et slack.channel dans vigie.yaml, puis relancez.',
  'slack-unreachable': 'Slack est injoignable. Vérifiez que Vigie peut atteindre slack.com, ou slack.apiUrl.',
  'slack-busy': 'Slack ne prend pas de message pour le moment.',
  'slack-doubtful': 'Personne ne sait si Slack a pris ce message. Il n’est pas renvoyé, pour que personne ne le reçoive deux fois.',
  'operation-missing': 'L’opération {{id}} n’est plus dans la base de données.',
  'vm-on-the-move': 'La VM {{vmid}} est en cours de déplacement vers un autre nœud.',
  'vm-absence-unproven':
    'La VM {{vmid}} n’est pas dans Proxmox. Tant que le nœud {{node}} est hors ligne, Vigie n’y croit pas : remettez le nœud en service, ou retirez-le du cluster.',
  'vm-node-away': 'Le nœud {{node}} de la VM {{vmid}} est hors ligne.',
  'vm-keeps-running':
    'La machine ne s’est pas éteinte en {{seconds}} s. Utilisez l’arrêt forcé, qui coupe le courant, ou éteignez-la de l’intérieur.',
  'vm-left-stopped':
    'La machine tournait avant et elle est maintenant arrêtée. Démarrez-la, ou corrigez la cause et réessayez : Vigie se souvient qu’elle tournait.',
  'vm-left-unknown':
    'La machine tournait avant, et Proxmox ne dit pas si elle tourne encore. Dès qu’il répond, démarrez la machine si elle est arrêtée, ou réessayez : Vigie se souvient qu’elle tournait.',
  'vm-is-stopped': 'La machine ne tourne pas. Démarrez-la plutôt.',
  'vm-still-running': 'La VM tourne encore.',
  'vm-grown-elsewhere':
    'Le disque a déjà {{size}} Gio, plus que les {{wanted}} Gio demandés. Un disque ne peut pas rétrécir.',
  'snapshot-name-taken': 'La machine a déjà un instantané {{name}}. Choisissez un autre nom.',
  'snapshot-missing': 'La machine n’a plus d’instantané {{name}}.',
  'snapshot-not-kept': 'L’instantané {{name}} est absent après avoir été pris.',
  'key-needs-running': 'La machine est arrêtée, et sa clé se remplace à l’intérieur. Démarrez-la, puis réessayez.',
  'key-agent-silent':
    'L’agent invité de la machine ne répond pas, sa clé reste donc telle quelle. Vérifiez que qemu-guest-agent y tourne, puis réessayez.',
  'key-file-missing': 'La machine n’a pas de fichier {{file}}, il n’y a donc pas de clé à remplacer. Connectez-vous par la console et créez-le, puis réessayez.',
  'key-file-too-large': 'Le fichier {{file}} de la machine est trop grand pour être écrit par l’agent invité.',
  'key-not-kept': 'La clé n’est pas dans {{file}} après y avoir été écrite. Autre chose écrit-il là ? Puis réessayez.',
  'key-old-stays':
    'La nouvelle clé est en service, mais l’ancienne est encore dans la machine : son agent invité ne répond plus. Remplacez la clé à nouveau pour l’en retirer.',
  'final-backup-failed':
    'La dernière sauvegarde a échoué ({{reason}}), la machine n’est donc pas supprimée : elle est entière. Corrigez la cause et supprimez-la à nouveau, ou gardez-la.',
};
