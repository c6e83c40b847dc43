/** Why packages are not installed in a machine. See step-reasons.ts. */
export const packageReasons = {
  'packages-none': 'Nothing is to be installed.',
  'packages-by-snippet': 'cloud-init installs the node exporter when the machine starts for the first time.',
  'packages-family-unknown':
    'Vigie installs packages on Debian, Ubuntu and the family of Red Hat only, and the machine has {{os}}. Put the node exporter into the template.',
  'packages-unsupported':
    'The order needs {{packages}}, and Vigie installs packages on Debian, Ubuntu and the family of Red Hat only; the machine has {{os}}. Offer that option on those systems only, then cancel the order.',
  'packages-unreachable':
    'The machine does not reach the servers of its distribution, so {{packages}} cannot be installed. Check its name servers and its way out (firewall, NAT), then retry.',
  'packages-without-snat':
    'The machine does not reach the servers of its distribution, so {{packages}} cannot be installed: its network has no way out, because clusters[].sdn.snat is off. Give it one, or put the packages into the template, then retry.',
  'package-unknown':
    'The distribution of the machine does not have all of {{packages}}. Correct the names in the catalogue, or add the repository to the template (docs/packages.md), then retry.',
  'packages-failed': 'The installation of {{packages}} failed. Remove the cause named in the technical text, then retry.',
  'packages-slow':
    'The installation of {{packages}} takes longer than {{seconds}} s and goes on inside the machine. Retry, and Vigie waits for it again.',
  'packages-interrupted': 'The installation was interrupted, as by a restart of the machine. Vigie looks at what is there.',
  'packages-not-kept': 'The machine does not have {{packages}} after they were installed. Is something else changing it? Then retry.',
  'package-service-down':
    'The service of {{package}} does not run in the machine after it was installed. See the technical text, start it, then retry.',
  'agent-lost':
    'The guest agent stopped answering while packages were installed. See the console of the machine: does it run? Then retry.',
  'agent-exec-off':
    'The guest agent of the machine does not let programs be run (guest-exec). Allow it in the template and in the machine (docs/packages.md), then retry.',
  'snippet-missing':
    'The vendor snippet {{volume}} is not to be seen on node {{node}}. Place it on each node (cp docs/vigie-vendor.yaml "$(pvesm path {{volume}})"), let the storage hold snippets, give the API token Datastore.Allocate on /storage/{{storage}}, then retry.',
} as const;
