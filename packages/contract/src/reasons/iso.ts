/** Of machines that their tenants install themselves, from an image. See step-reasons.ts. */
export const isoReasons = {
  'installed-by-tenant': 'The tenant installs this machine from an image: nothing is cloned.',
  'cloned-ready': 'The machine was cloned from a template, ready to use.',
  'disk-as-ordered': 'The disk was made with the ordered size.',
  'agent-later': 'The tenant installs the system by the console: nobody answers in the machine yet.',
  'exporter-later':
    'The tenant installs the system: nothing in the machine can be monitored yet. Give it the tag {{tag}} in Proxmox once a node exporter runs in it.',
  'iso-unconfigured':
    'The installation image {{image}} is not in the configuration any more (clusters[].isos). Put it back, restart Vigie, then retry.',
  'iso-storage-away':
    'The storage {{storage}} of the installation image {{volume}} is not available on: {{nodes}}. Make it available there, then retry.',
  'iso-missing': 'The installation image {{volume}} is not on the storage {{storage}} of: {{nodes}}. Upload it there, then retry.',
  'create-running':
    'VM {{vmid}} is locked while it is created. If no task of Proxmox does that any more, unlock it there (qm unlock) and remove it, then retry.',
  'create-not-visible': 'VM {{vmid}} is not visible yet after it was created.',
} as const;
