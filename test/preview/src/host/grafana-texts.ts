/** French for what @grafana/ui says on its own; Grafana's translations are not on npm. The keys are the package's. */
export const frenchGrafanaTexts = {
  'grafana-ui': {
    alert: { 'close-button': 'Fermer l’alerte' },
    'confirm-content': { placeholder: 'Tapez « {{confirmPromptText}} » pour confirmer' },
    'error-boundary': { title: 'Une erreur inattendue est survenue' },
    modal: { 'close-tooltip': 'Fermer' },
    pagination: { 'next-page': 'page suivante', 'previous-page': 'page précédente' },
    select: {
      'clear-value': 'Effacer la valeur',
      'empty-options': 'Aucune option',
      'menu-label': 'Menu des options',
      'multi-value-remove': 'Retirer',
      'no-options-label': 'Aucune option trouvée',
      placeholder: 'Choisir',
    },
    'interactive-table': { 'aria-label-sort-column': 'Trier la colonne {{columnName}}' },
    tags: { 'list-label': 'Étiquettes' },
    toggletip: { close: 'Fermer' },
  },
};
